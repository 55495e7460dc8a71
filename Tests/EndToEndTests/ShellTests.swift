import EndToEndSupport
import Foundation
import Testing

extension EndToEnd {
    /// What a shell gets of the program, besides its commands.
    @Suite("In a shell")
    struct ShellTests {
        @Test("Tab completes commands, options and values of the data in bash, and a hostile name is a name")
        func bash() async throws {
            try await Workbench.use { bench in
                let hostile = "x$(touch \(bench.folder)/harm)`touch \(bench.folder)/harm`"
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                try "customer_name\nAda\n".write(toFile: "\(bench.folder)/a.csv", atomically: true, encoding: .utf8)
                for sheet in ["Trade fair", hostile] {
                    #expect(try await bench.leadsheet("import", "\(bench.folder)/a.csv", "--sheet", sheet).status == 0)
                }
                let terminal = try await bench.terminal()
                try await terminal.enter("exec bash --norc")
                try await terminal.enter("PS1='bash> '; . <(leadsheet completions bash); clear")
                /// Types a beginning and Tab, and gives the line when it has grown to the end.
                func completes(_ typed: String, to end: String) async throws {
                    try await terminal.type(typed)
                    try await terminal.press("Tab")
                    try await terminal.shows("bash> \(end)")
                    try await terminal.press("C-c")
                    try await terminal.enter("clear")
                }
                try await completes("leadsheet exp", to: "leadsheet export")
                try await completes("leadsheet export --sheet Tr", to: "leadsheet export --sheet Trade\\ fair")
                try await completes("leadsheet export --sheet x", to: "leadsheet export --sheet x$\\(touch")
                try await completes("leadsheet sheets --user a", to: "leadsheet sheets --user ana")
                try await completes("leadsheet serve --log-level warn", to: "leadsheet serve --log-level warning")
                try await completes("leadsheet feed show --state sa", to: "leadsheet feed show --state saved")
                try await completes("leadsheet feed --state sa", to: "leadsheet feed --state saved")
                try await completes("leadsheet feed --user a", to: "leadsheet feed --user ana")
                try await completes("leadsheet help exp", to: "leadsheet help export")
                try await completes("leadsheet user ren", to: "leadsheet user rename")
                #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/harm"))
            }
        }

        @Test("Tab makes no data where there are none")
        func nothing() async throws {
            try await Workbench.use { bench in
                let asked = try await bench.leadsheet(
                    "---completion", "user", "remove", "--", "positional@0", "3", "0", "leadsheet", "user", "remove", "")
                #expect(asked.out.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
                #expect(!FileManager.default.fileExists(atPath: bench.data))
            }
        }

        @Test("a wrong word is told with the right one, and the status is that of wrong usage")
        func wrongWord() async throws {
            try await Workbench.use { bench in
                let word = try await bench.leadsheet("exprot", "--format", "csv")
                #expect(word.status == 64 && word.err == "leadsheet: There is no command \"leadsheet exprot\". Did you mean export?\n")
                let option = try await bench.leadsheet("export", "--usr", "ana")
                #expect(option.status == 64 && option.err == "leadsheet: There is no option \"--usr\". Did you mean --user?\n", "\(option)")
            }
        }

        @Test("the manual is written for man")
        func manual() async throws {
            try await Workbench.use { bench in
                let written = try await bench.leadsheet("manual", "--output", "\(bench.folder)/man")
                #expect(written.status == 0, "\(written)")
                let pages = try FileManager.default.contentsOfDirectory(atPath: "\(bench.folder)/man")
                #expect(Set(pages).isSuperset(of: ["leadsheet.1", "leadsheet-serve.1", "leadsheet.yaml.5", "leadsheet-keys.7"]))
            }
        }
    }
}
