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

        @Test(
            "of two people with a role each on a server, who share a spreadsheet, one sees where the other is, and no more when the other has left or was killed",
            .enabled(if: PostgresServer.whyNot == nil))
        func people() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                try await bench.keepData(on: server, as: "people")
                for user in ["ana", "ben"] {
                    #expect(try await bench.leadsheet("user", "add", user).status == 0)
                    #expect(try await bench.leadsheet("database", "grant", "seen_\(user)", "sales", "--user", user).status == 0)
                }
                let imported = try await bench.leadsheet("import", "-", "--sheet", "Fair", "--user", "ana", input: Self.people)
                #expect(imported.status == 0, "\(imported)")
                let shared = try await bench.leadsheet("sheet", "share", "Fair", "--with", "ben", "--right", "write", "--user", "ana")
                #expect(shared.status == 0, "\(shared)")
                let (ana, ben) = (try await bench.terminal(), try await bench.terminal())
                func start(_ terminal: Tmux, as user: String) async throws -> Int32 {
                    let process = try await terminal.start("leadsheet --database \"\(server.address("people", as: "seen_\(user)"))\"")
                    try await terminal.row("Maria Rossi", has: "new")
                    return process
                }
                _ = try await start(ana, as: "ana")
                _ = try await start(ben, as: "ben")
                // Who has pressed no key yet is not there.
                try await ana.press("Down")
                try await ben.row("Jörg Ahrens", has: "@ana")
                try await ana.press("Up")
                try await ben.row("Maria Rossi", has: "@ana")
                try await ben.row("Jörg Ahrens", has: "won", lacks: "@ana")
                try await ben.press("Enter")
                try await ben.shows("ana is here")
                try await ana.row("Maria Rossi", has: "@ben")
                try await ana.press("Down")
                try await ben.hides("ana is here")
                try await ana.press("Up")
                try await ben.shows("ana is here")
                try await ana.leave()
                try await ben.hides("ana is here")

                let process = try await start(ana, as: "ana")
                try await ana.press("g")
                try await ben.shows("ana is here")
                kill(process, SIGKILL)
                try await ana.mend(after: process)
                // Nobody says it for her: she is there no more when nothing was heard of her for a minute and a quarter.
                try await ben.hides("ana is here")
                try await ben.press("Escape")
                try await ben.row("Maria Rossi", has: "new", lacks: "@ana")
                try await ben.leave()
            }
        }

        private static let people = "customer_name;status\nJörg Ahrens;won\nMaria Rossi;new\n"

        private func watch(_ bench: Workbench) async throws {
            #expect(try await bench.leadsheet("import", "-", "--sheet", "Fair", input: Self.people).status == 0)
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
