import Foundation
import TestSupport
import Testing

@testable import leadsheet

/// Opening a link as a real process: a script of the test stands for xdg-open.
@Suite struct LinkCommandTests {
    private static let link = "https://wa.me/393471234567?text=a%20b%24%28rm%20x%29"

    private func command(_ folder: TestFolder, _ script: String, timeLimit: Duration = .seconds(600)) throws -> LinkCommand {
        let file = try folder.write("#!/bin/sh\n\(script)", to: "opener.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
        let environment = ["DISPLAY": ":0", "PATH": "/usr/bin:/bin", "HOME": folder.path, "LEADSHEET_KEY": "a secret"]
        return try #require(LinkCommand(environment: environment, program: file, timeLimit: timeLimit))
    }

    @Test("it is there on a desktop of this machine alone, and not over SSH")
    func desktop() {
        #expect(LinkCommand(environment: [:]) == nil)
        #expect(LinkCommand(environment: ["DISPLAY": ""]) == nil)
        #expect(LinkCommand(environment: ["DISPLAY": ":0"]) != nil)
        #expect(LinkCommand(environment: ["WAYLAND_DISPLAY": "wayland-0"]) != nil)
        #expect(LinkCommand(environment: ["DISPLAY": "localhost:10", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"]) == nil)
        #expect(LinkCommand(environment: ["WAYLAND_DISPLAY": "wayland-0", "SSH_TTY": "/dev/pts/1"]) == nil)
    }

    @Test("the link is one word to no shell, and no secret goes along")
    func opens() async throws {
        let folder = try TestFolder()
        let opener = try command(folder, "printf '%s|' \"$@\" >\"$HOME/words\"; /usr/bin/env >\"$HOME/variables\"\n")
        #expect(await opener.open(Self.link) == nil)
        #expect(try String(contentsOfFile: folder.path + "/words", encoding: .utf8) == Self.link + "|")
        #expect(try !String(contentsOfFile: folder.path + "/variables", encoding: .utf8).contains("secret"))
    }

    @Test("why it was not opened is a clause")
    func failure() async throws {
        let folder = try TestFolder()
        #expect(try await command(folder, "exit 3\n").open(Self.link)?.hasSuffix("opener.sh ended with status 3") == true)
        let none = try #require(LinkCommand(environment: ["DISPLAY": ":0", "PATH": folder.path]))
        #expect(await none.open(Self.link) == "there is no program xdg-open that can be run")
    }

    @Test("what still runs after the limit counts as opened, and goes on")
    func browser() async throws {
        let folder = try TestFolder()
        for name in ["go", "went"] { #expect(mkfifo("\(folder.path)/\(name)", 0o600) == 0) }
        let opener = try command(folder, "read word <\"$HOME/go\"; echo \"$word\" >\"$HOME/went\"\n", timeLimit: .milliseconds(50))
        #expect(await opener.open(Self.link) == nil)
        // On a thread of its own: the script may not have begun yet, and what begins it needs the threads of the tasks.
        let (read, end) = AsyncStream.makeStream(of: Data?.self)
        let path = folder.path
        Thread.detachNewThread {
            let go = FileHandle(forWritingAtPath: path + "/go")
            try? go?.write(contentsOf: Data("on\n".utf8))
            try? go?.close()
            end.yield(try? FileHandle(forReadingAtPath: path + "/went")?.readToEnd())
        }
        #expect(await read.first { _ in true } == Data("on\n".utf8))
    }
}
