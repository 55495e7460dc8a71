import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// Two terminals on the same data.
    @Suite("Who else has a customer in front of them")
    struct PresenceTests {
        @Test("each terminal shows where the other's cursor is, and no more once that one is gone")
        func file() async throws {
            try await Workbench.use { bench in
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                try await watch(bench)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(bench.data)/leadsheet.db.presence").isEmpty)
            }
        }

        @Test("the same on a server", .enabled(if: PostgresServer.whyNot == nil))
        func server() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                try await bench.keepData(on: server, as: "presence")
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                try await watch(bench)
            }
        }

        private func watch(_ bench: Workbench) async throws {
            let people = "customer_name;status\nJörg Ahrens;won\nMaria Rossi;new\n"
            #expect(try await bench.leadsheet("import", "-", "--sheet", "Fair", input: people).status == 0)
            let (terminal, colleague) = (try await bench.terminal(), try await bench.terminal())
            for one in [terminal, colleague] {
                try await one.enter("leadsheet")
                try await one.row("Maria Rossi", has: "new")
            }
            try await colleague.press("Down")
            try await terminal.row("Jörg Ahrens", has: "@you")
            try await terminal.row("Maria Rossi", lacks: "@you")
            try await colleague.press("Up")
            try await terminal.row("Maria Rossi", has: "@you")
            try await terminal.press("Enter")
            try await terminal.shows("you, in another window")
            try await colleague.row("Maria Rossi", has: "@you")
            try await colleague.leave()
            try await terminal.hides("you, in another window")
            try await terminal.press("Escape")
            try await terminal.shows("Jörg Ahrens")
            try await terminal.leave()
        }
    }
}
