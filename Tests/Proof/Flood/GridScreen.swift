/// What a person reads off the Sheets screen.
struct GridScreen: Sendable {
    let lines: [Substring]

    init(_ screen: String) { lines = screen.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The selected row of the grid, without the lead's age, which changes by itself; nil when none is on the screen.
    var selected: Substring? {
        lines.lazy.compactMap { line in line.firstRange(of: "│▌").map { line[$0.upperBound...].dropFirst(6) } }.first
    }

    /// The beginning of the name, and the phone number, of the selected row: the rest of the name gives way when the same person asks again.
    var selectedPerson: String? {
        guard let parts = selected?.split(separator: "  ", omittingEmptySubsequences: true).prefix(2), let name = parts.first else { return nil }
        return ([name.trimmingPrefix(" ").prefix(5)] + parts.dropFirst()).flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }

    /// Whether the cursor is on the grid's first row.
    var isFirstSelected: Bool { lines.count > 4 && lines[4].contains("│▌") }

    /// The line over the grid, with its filter and its counts.
    var title: Substring { lines.count > 2 ? lines[2] : "" }
}
