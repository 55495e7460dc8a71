import CRM
import Foundation
import Logging
import TestSupport
import Testing

@testable import leadsheet

/// Dialling as a real process: a script of the test stands for the telephone.
@Suite struct DialCommandTests {
    private func request(name: String = "María Rossi") throws -> DialRequest {
        DialRequest(number: try #require(PhoneNumber("+39 347 123 4567", country: nil)), name: name)
    }

    private func command(_ folder: TestFolder, _ script: String, _ words: [String] = []) async throws -> DialCommand {
        let file = try folder.write("#!/bin/sh\n\(script)", to: "dial.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
        return try await command(folder, program: file, words)
    }

    private func command(_ folder: TestFolder, program: String, _ words: [String] = []) async throws -> DialCommand {
        let list = ([program] + words).map { "\"\($0)\"" }.joined(separator: ", ")
        let settings = try await SettingsLoader.load(
            config: try folder.write("dial_command: [\(list)]\n"), environment: ["LEADSHEET_HOME": folder.path])
        var command = try #require(
            DialCommand(
                settings, environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "DISPLAY": ":0", "LEADSHEET_KEY": "a secret"],
                log: .quiet))
        // Not the limit under trial, on a machine that is busy with other tests.
        command.timeLimit = .seconds(600)
        return command
    }

    @Test("the words have number and name in their places, go to no shell, and no secret goes along")
    func words() async throws {
        let folder = try TestFolder()
        let dialler = try await command(
            folder, "printf '%s|' \"$@\" >\"$HOME/words\"; /usr/bin/env >\"$HOME/variables\"\n",
            ["dial", "{e164}", "tel:{digits}", "{national}", "for {name}"])
        #expect(await dialler.dial(try request(name: "-x $(rm y) {e164}")) == nil)
        #expect(
            try String(contentsOfFile: folder.path + "/words", encoding: .utf8)
                == "dial|+393471234567|tel:393471234567|3471234567|for x $(rm y) {e164}|")
        let variables = try String(contentsOfFile: folder.path + "/variables", encoding: .utf8)
        #expect(variables.contains("DISPLAY") && !variables.contains("secret"))
    }

    @Test("one that fails says why, with what it said itself")
    func failure() async throws {
        let folder = try TestFolder()
        #expect(try await command(folder, "exit 3\n").dial(request()) == "exit status 3")
        #expect(
            try await command(folder, "echo 'no \u{1b}[31mline'; exit 1\n").dial(request()) == "exit status 1 (no \u{FFFD}[31mline)")
    }

    @Test("one that hangs is ended, with what it has started")
    func hangs() async throws {
        let folder = try TestFolder()
        var dialler = try await command(folder, "/bin/sleep 600 & wait\n")
        dialler.timeLimit = .milliseconds(50)
        #expect(await dialler.dial(try request()) == "it took longer than 0 s and was ended")
    }

    @Test("one that is not there is named")
    func missing() async throws {
        let folder = try TestFolder()
        #expect(
            try await command(folder, program: "no-such-telephone").dial(request())
                == "there is no program no-such-telephone that can be run")
    }

    @Test("the desktop's telephone dials where no command is set, and none where there is no desktop")
    func desktop() async throws {
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(environment: ["LEADSHEET_HOME": folder.path])
        #expect(DialCommand.dialler(settings, environment: [:], opener: nil) == nil)
        let opener = Opener()
        let dialler = try #require(DialCommand.dialler(settings, environment: [:], opener: opener))
        #expect(await dialler.dial(try request()) == "tel:+393471234567")
    }

    /// Says what it was to open.
    private struct Opener: LinkOpening {
        func open(_ link: String) async -> String? { link }
    }

    @Test("a place in the words that is not known is refused with file and line")
    func unknownName() async throws {
        let folder = try TestFolder()
        let file = try folder.write("\ndial_command: [dial, \"{phone}\"]\n")
        let error = await #expect(throws: PlainError.self) {
            try await SettingsLoader.load(config: file, environment: ["LEADSHEET_HOME": folder.path])
        }
        #expect(error?.message.contains("line 2: dial_command has {phone}, expected") == true)
    }
}
