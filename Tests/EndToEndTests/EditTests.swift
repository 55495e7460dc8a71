import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// What a person writes stays written.
    @Suite("Edits")
    struct EditTests {
        @Test("status and next call survive a restart, undo and redo too")
        func restart() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("s")
                try await terminal.shows("n new")
                try await terminal.press("c")
                try await terminal.shows("Maria Rossi: new → contacted")
                try await terminal.press("d")
                try await terminal.shows("next call")
                try await terminal.type("tom 10")
                try await terminal.shows("tomorrow")
                try await terminal.press("Enter")
                try await terminal.shows("tomorrow 10:00")

                try await terminal.leave()
                let written = try #require(try await bench.customers().first)
                #expect(written["status"] as? String == "contacted")
                #expect(written["next_call_time"] as? String == "10:00")

                try await terminal.enter("clear; leadsheet")
                try await terminal.row("Maria Rossi", has: "contacted", "10:00")
                try await terminal.press("u")
                try await terminal.row("Maria Rossi", lacks: "10:00")
                try await terminal.press("u")
                try await terminal.row("Maria Rossi", lacks: "contacted")
                try await terminal.press("C-y")
                try await terminal.row("Maria Rossi", has: "contacted")
                try await terminal.press("C-y")
                try await terminal.row("Maria Rossi", has: "contacted", "10:00")
                try await terminal.leave()
                let redone = try #require(try await bench.customers().first)
                #expect(redone["status"] as? String == "contacted")
                #expect(redone["next_call_date"] as? String == written["next_call_date"] as? String)
                #expect(redone["next_call_time"] as? String == "10:00")
            }
        }

        @Test("a wrong date is refused with what would be right, and the text stays for correction")
        func wrongDate() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("d")
                try await terminal.shows("next call")
                try await terminal.type("31/2")
                try await terminal.press("Enter")
                try await terminal.screen("keep the wrong date and say why") {
                    $0.contains("31/2") && $0.contains("next call") && $0.contains("Esc cancel")
                }
                try await terminal.press("Escape")
                try await terminal.hides("Esc cancel")
                try await terminal.row("Maria Rossi", has: "today")
            }
        }

        @Test("a deleted customer comes back with u")
        func deleted() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("X")
                try await terminal.shows("This spreadsheet is empty")
                #expect(try await bench.customers().isEmpty)
                try await terminal.press("u")
                try await terminal.row("Maria Rossi", has: "new")
                #expect(try await bench.customers().count == 1)
            }
        }

        @Test("edits in two terminals are seen in both")
        func together() async throws {
            try await Workbench.use { bench in
                let first = try await bench.terminal()
                try await bench.beginWithMaria(first)
                let second = try await bench.terminal()
                try await second.enter("leadsheet")
                try await second.row("Maria Rossi", has: "new")
                try await first.press("s")
                try await first.shows("n new")
                try await first.press("i")
                try await second.row("Maria Rossi", has: "interested")
            }
        }
    }
}

extension Workbench {
    /// Starts the screens and makes a spreadsheet with one customer by keys, as a person without Meta would.
    func beginWithMaria(_ terminal: Tmux, phone: String? = nil) async throws {
        try await leadsheet("user", "add", "ana", "--country", "IT")
        try await terminal.enter("clear; leadsheet")
        try await terminal.shows("Welcome")
        try await terminal.press("Tab", "+")
        try await terminal.shows("new spreadsheet, name")
        try await terminal.enter("Fair")
        try await terminal.shows("Fair  0 customers")
        try await terminal.shows("a add")
        try await terminal.press("a")
        try await terminal.shows("new customer")
        try await terminal.type("Maria Rossi")
        if let phone {
            try await terminal.press("Tab")
            try await terminal.type(phone)
        }
        try await terminal.press("Enter")
        try await terminal.shows("added Maria Rossi")
        try await terminal.shows("d next call")
        try await terminal.row("Maria Rossi", has: "new", "today")
    }
}

extension Tmux {
    /// Leaves the program with q, and waits for the shell.
    func leave(line: Int = #line) async throws {
        try await press("q")
        // Who listens alone for a page is asked.
        let screen = try await screen("be the shell's again, or ask", line: line) { !$0.contains("? help") || $0.contains("again quits") }
        if screen.contains("again quits") { try await press("q") }
        try await self.screen("be the shell's again", line: line) { !$0.contains("? help") }
        try await run("true", line: line)
    }

    /// Waits until a row of the grid holds some words.
    @discardableResult
    func row(_ name: String, has words: String..., lacks unwanted: String? = nil, line: Int = #line) async throws -> String {
        try await screen("have a row \"\(name)\" with \(words)\(unwanted.map { " without \"\($0)\"" } ?? "")", line: line) { screen in
            // The line above the hints says of a customer what was changed: "new → won".
            screen.split(separator: "\n").contains { row in
                guard row.contains(name), !row.contains("→") else { return false }
                return words.allSatisfy(row.contains) && !(unwanted.map(row.contains) ?? false)
            }
        }
    }
}
