/// What a person reads off the Sheets screen.
struct GridScreen: Sendable {
    /// The persons of the rows on the screen, seen from the selected one: the nearest first.
    struct Spot: Equatable, Sendable {
        let person: String
        let above: [String]
        let below: [String]

        /// Whether the selection is on another row than it was: the same person may stand on several, next to each other too.
        func isElsewhere(than before: Spot) -> Bool {
            person != before.person || zip(above, before.above).contains(where: !=) || zip(below, before.below).contains(where: !=)
        }
    }

    let lines: [Substring]

    init(_ screen: String) { lines = screen.split(separator: "\n", omittingEmptySubsequences: false) }

    private var selectedLine: Int? { lines.firstIndex { $0.contains("│▌") } }

    /// The selected row of the grid, without the lead's age, which changes by itself; nil when none is on the screen.
    var selected: Substring? { selectedLine.flatMap { row(lines[$0]) } }

    /// Where the selection is; nil when no row is selected.
    var spot: Spot? {
        guard let line = selectedLine, let person = person(lines[line]), line >= 4 else { return nil }
        return Spot(
            person: person, above: lines[4..<line].reversed().compactMap(self.person), below: lines[(line + 1)...].compactMap(self.person))
    }

    private func row(_ line: Substring) -> Substring? { line.firstIndex(of: "│").map { line[$0...].dropFirst(8) } }

    /// The beginning of the name, and the phone number, of a row: the rest of the name gives way when the same person asks again.
    private func person(_ line: Substring) -> String? {
        guard let row = row(line) else { return nil }
        let parts = row.split(separator: "  ").map { $0.trimmingPrefix(" ") }.filter {
            !$0.isEmpty && $0.wholeMatch(of: #/(has )?\d+(st|nd|rd|th|\+)( enquir(y|ies))?/#) == nil
        }
        guard let name = parts.first, parts.count > 1 else { return nil }
        return ([name.prefix(5)] + parts[1...1]).flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }

    /// Whether the cursor is on the grid's first row.
    var isFirstSelected: Bool { selectedLine == 4 }

    /// The line over the grid, with its filter and its counts.
    var title: Substring { lines.count > 2 ? lines[2] : "" }
}
