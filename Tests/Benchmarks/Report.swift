/// Prints the table.
enum Report {
    static func text(_ outcome: Outcome) -> String {
        let heads = ["", "what", "measured", "goal", ""]
        let rows = outcome.figures.map { figure in
            [figure.benchmark, figure.what, figure.result, figure.goal, figure.isMet.map { $0 ? "met" : "MISSED" } ?? ""]
        }
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        let notes = outcome.notes.map { "- \($0)" }
        return ([line(heads), rule] + rows.map(line) + [""] + notes).joined(separator: "\n")
    }
}
