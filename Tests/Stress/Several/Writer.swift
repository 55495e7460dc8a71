import EndToEndSupport

/// Somebody at the screens.
final class Writer {
    let name: String
    let terminal: Tmux
    let seen: SeenLog
    /// Those that the spreadsheet has, all of which the terminal has room for.
    private let customers: Int

    /// At a terminal that is read along until ``close()``.
    init(_ name: String, customers: Int, _ bench: Workbench) async throws {
        self.name = name
        self.customers = customers
        terminal = try await bench.terminal(columns: 110, rows: max(30, customers + 12))
        seen = try SeenLog(pipe: "\(bench.folder)/drawn-\(name)")
    }

    /// Ends the reading along.
    func close() { seen.close() }

    /// Opens the screens on "Meta Ads Leads", with the cell cursor on the name.
    ///
    /// - Parameter address: of the data; nil for the usual one.
    func open(on address: String? = nil) async throws {
        try await terminal.copyOutput(to: seen.pipe)
        try await terminal.enter("clear; \(address.map { "LEADSHEET_DATABASE='\($0)' " } ?? "")leadsheet")
        try await terminal.shows("● live")
        try await terminal.shows("lead_0")
        try await terminal.press(Array(repeating: "h", count: 8))
    }

    /// The keys that go to a customer's row from wherever the cursor is.
    func go(to customer: String) async throws -> [String] {
        // What came above the screen is shown.
        try await terminal.press("g")
        // A frame from before that key may still be scrolled, by a row that came back above.
        let screen = try await terminal.screen("show \(customer), and the cursor on the first row") { screen in
            let rows = Self.rows(screen)
            return rows.count >= customers && rows[0].contains("│▌") && rows.contains { $0.contains(" \(customer) ") }
        }
        return ["g"] + Array(repeating: "j", count: Self.rows(screen).firstIndex { $0.contains(" \(customer) ") } ?? 0)
    }

    /// The rows of the grid as they are drawn.
    static func rows(_ screen: String) -> [Substring] {
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        // The last two lines speak of customers too.
        return lines.drop { !$0.contains("WAIT") }.dropFirst().dropLast(3).filter { $0.contains(" Meta Ads") && !$0.contains("→") }
    }

    /// Opens the name of a row and types another; Enter is yet to come.
    func beginRename(of customer: String, to name: String) async throws {
        let keys = try await go(to: customer)
        try await terminal.press(keys + ["e", "C-u"] + name.map(String.init))
    }

    /// Opens the choice of the status; the letter is yet to come.
    func beginStatus(of customer: String) async throws {
        let keys = try await go(to: customer)
        try await terminal.press(keys + ["s"])
    }

    /// Opens the next call of a row and types one; Enter is yet to come.
    func beginNextCall(of customer: String, _ call: String) async throws {
        let keys = try await go(to: customer)
        try await terminal.press(keys + ["d", "C-u"] + call.map(String.init))
    }

    func note(of customer: String, _ text: String) async throws {
        let keys = try await go(to: customer)
        try await terminal.press(keys + ["+"] + text.map(String.init) + ["Enter"])
    }

    func delete(of customer: String) async throws {
        let keys = try await go(to: customer)
        try await terminal.press(keys + ["X"])
    }

    func undo() async throws { try await terminal.press("u") }
}
