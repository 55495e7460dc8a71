import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// The first minutes with the real program, and several users of one machine.
    @Suite("First start")
    struct FirstStartTests {
        @Test("the first start welcomes a user of its making, asks for nothing, and takes a country that is kept")
        func welcome() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                _ = try await terminal.start("leadsheet 2> \(bench.folder)/errors")
                try await terminal.shows("Welcome")
                try await terminal.shows("leadsheet user rename")
                try await terminal.press("C")
                try await terminal.shows("country")
                try await terminal.enter("Italy")
                try await terminal.shows("those of Italy (IT, +39)")
                try await terminal.press("C-q")
                try await terminal.shows("ready$")
                #expect(try String(contentsOfFile: "\(bench.folder)/errors", encoding: .utf8).isEmpty)
                #expect(try await bench.leadsheet("user", "list").out.contains("IT Italy"))
            }
        }

        @Test("several users are asked who they are; one who is named is not")
        func several() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                try await bench.leadsheet("user", "add", "ben")
                let renamed = try await bench.leadsheet("user", "rename", "ben", "marco")
                #expect(renamed.status == 0 && renamed.out == "User ben is called marco now.\n")
                let terminal = try await bench.terminal()
                _ = try await terminal.start("leadsheet")
                try await terminal.shows("Who are you?")
                try await terminal.press("2")
                try await terminal.shows("Welcome, marco.")
                try await terminal.press("C-q")
                try await terminal.shows("ready$")
                _ = try await terminal.start("leadsheet --user ana")
                try await terminal.shows("Welcome, ana.")
                try await terminal.press("C-q")
                try await terminal.shows("ready$")
            }
        }

        @Test("--version is one number, also in the log and in doctor")
        func version() async throws {
            try await Workbench.use { bench in
                let version = try await bench.leadsheet("--version").out.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(version.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
                #expect(try await bench.leadsheet("doctor", "--json").out.contains("Leadsheet \(version)"))
                let serve = try bench.start("serve")
                try await serve.says("listening on")
                #expect(bench.log.split(separator: "\n").first?.contains("Leadsheet \(version) started, process") == true)
                #expect(try await Wire.get("/healthz", port: bench.port).body.contains("\"version\":\"\(version)\""))
                serve.signal(SIGTERM)
                #expect(try await serve.end() == 0)
                // Nobody was added by the way.
                #expect(try await bench.leadsheet("user", "list").err.contains("there is no user yet"))
            }
        }
    }
}
