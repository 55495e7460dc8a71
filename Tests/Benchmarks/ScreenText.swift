import TerminalKit

/// What the benchmarks look for on the screen.
enum ScreenText {
    static let size = Size(columns: 200, rows: 50)

    static func lines(_ grid: Grid) -> [String] {
        grid.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The customers' lines alone: those below the heads, without the two at the bottom.
    static func rows(_ grid: Grid) -> ArraySlice<String> {
        let lines = lines(grid)
        guard let heads = lines.firstIndex(where: { $0.contains("PHONE") && $0.contains("NEXT CALL") }) else { return [] }
        return lines[(heads + 1)..<max(heads + 1, lines.count - 2)]
    }

    /// True for a screen full of customers.
    static func isFull(_ grid: Grid) -> Bool {
        let rows = rows(grid)
        return rows.count { $0.contains("@") } >= min(rows.count, grid.height - 12) && !rows.isEmpty
    }
}
