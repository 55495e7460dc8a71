import Foundation
import LeadIntake
import TestSupport
import Testing

@testable import leadsheet

/// The hook as a real process: scripts in the folder of the test, run by /bin/sh.
@Suite struct HookCommandTests {
    private static let environment = [
        "PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TZ": "Europe/Rome", "LEADSHEET_KEY": "a secret",
        "AWS_TOKEN": "another",
    ]

    /// As the program does at its start.
    init() { Signals.ignoreBrokenPipes() }

    private func command(_ folder: TestFolder, _ script: String, _ arguments: [String] = []) async throws -> HookCommand {
        let file = try folder.write(script, to: "hook.sh")
        let settings = try await SettingsLoader.load(
            config: try folder.write("on_new_lead: [/bin/sh, \"\(file)\"\(arguments.map { ", \"\($0)\"" }.joined())]\n"),
            environment: ["LEADSHEET_HOME": folder.path])
        var command = try #require(HookCommand(settings, environment: Self.environment))
        // Not the limit under trial, on a machine that is busy with other tests.
        command.timeLimit = .seconds(600)
        return command
    }

    private func read(_ folder: TestFolder, _ name: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    }

    @Test("it gets the whole input, each argument as it is, and the data folder to work in")
    func input() async throws {
        let folder = try TestFolder()
        let command = try await command(folder, "printf '%s|' \"$@\" >words; cat >lead.json\n", ["a b", "$HOME; rm x"])
        let input = "{\"customer_name\":\"" + String(repeating: "é", count: 300_000) + "\"}\n"
        #expect(await command.run(input) == .done)
        #expect(try read(folder, "lead.json") == input)
        #expect(try read(folder, "words") == "a b|$HOME; rm x|")
    }

    @Test("its environment holds four variables, and no secret")
    func environment() async throws {
        let folder = try TestFolder()
        #expect(await (try command(folder, "/usr/bin/env >variables\n")).run("{}\n") == .done)
        let names = try read(folder, "variables").split(separator: "\n").map { $0.prefix { $0 != "=" } }
        // The shell adds its own.
        #expect(Set(names).subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == ["PATH", "HOME", "LANG", "TZ"])
        #expect(try !read(folder, "variables").contains("secret"))
    }

    @Test("its status and the beginning of what it says on standard error are told, however much that is")
    func failure() async throws {
        let folder = try TestFolder()
        let script =
            "echo no printer >&2; i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789 >&2; i=$((i+1)); done; exit 3\n"
        guard case .failed(let reason, let said) = await (try command(folder, script)).run("{}\n") else {
            Issue.record("it did not fail")
            return
        }
        #expect(reason == "exit status 3")
        #expect(said.hasPrefix("no printer\n") && said.utf8.count <= 300)
    }

    @Test("a command that does not read its input, and leaves a process behind, has done its work")
    func careless() async throws {
        let folder = try TestFolder()
        let command = try await command(folder, "sleep 1000 & echo $! >child; exit 0\n")
        #expect(await command.run(String(repeating: "x", count: 1_000_000)) == .done)
        kill(try #require(child(folder)), SIGKILL)
    }

    /// Heeds no SIGTERM, and has started another process, whose number it writes down.
    private static let stubborn = "trap '' TERM; sleep 1000 & echo $! >child; wait; wait; sleep 1000\n"

    @Test("one that takes too long is ended with what it has started, also where it does not heed SIGTERM")
    func timeLimit() async throws {
        let folder = try TestFolder()
        var command = try await command(folder, Self.stubborn)
        command.grace = .milliseconds(100)
        // A busy machine may take long to start it at all.
        for limit in [1, 10, 60] where child(folder) == nil {
            command.timeLimit = .seconds(limit)
            #expect(await command.run("{}\n") == .failed(reason: "it took longer than \(limit) s and was ended", said: ""))
        }
        try await expectEnd(of: try #require(child(folder)))
    }

    @Test("when its task is cancelled it is ended, and has neither failed nor done its work")
    func calledOff() async throws {
        let folder = try TestFolder()
        var command = try await command(folder, Self.stubborn)
        command.grace = .milliseconds(100)
        let run = Task { [command] in await command.run("{}\n") }
        let end = ContinuousClock.now + .seconds(600)
        while child(folder) == nil, ContinuousClock.now < end { await Task.yield() }
        run.cancel()
        #expect(await run.value == .calledOff)
        try await expectEnd(of: try #require(child(folder)))
    }

    /// The process that a script has written down.
    private func child(_ folder: TestFolder) -> pid_t? {
        (try? read(folder, "child")).flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// Its parent is gone, so whoever adopts orphans has to take note of its end first.
    private func expectEnd(of process: pid_t) async throws {
        let end = ContinuousClock.now + .seconds(600)
        while isRunning(process), ContinuousClock.now < end { await Task.yield() }
        #expect(!isRunning(process))
    }

    /// A process that has ended and is not waited for yet does not run.
    private func isRunning(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return stat?.contains(") Z ") == false
    }

    @Test("a program that is not there, or may not be run, is a failure with a reason")
    func missing() async throws {
        let folder = try TestFolder()
        let plain = try folder.write("#!/bin/sh\n", to: "plain.sh")
        for program in ["/nowhere/tell", plain, "no-such-program"] {
            let settings = try await SettingsLoader.load(
                config: try folder.write("on_new_lead: [\"\(program)\"]\n"), environment: ["LEADSHEET_HOME": folder.path])
            let command = try #require(HookCommand(settings, environment: Self.environment))
            #expect(await command.run("{}\n") == .failed(reason: "there is no program \(program) that can be run", said: ""))
            #expect(!ProgramRun.isThere(program, environment: Self.environment))
        }
        #expect(ProgramRun.isThere("sh", environment: Self.environment) && ProgramRun.isThere("/bin/sh", environment: [:]))
    }

    @Test("without the setting there is no command")
    func off() async throws {
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(environment: ["LEADSHEET_HOME": folder.path])
        #expect(HookCommand(settings, environment: Self.environment) == nil)
    }
}
