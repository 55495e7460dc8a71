import CRM
import TerminalKit

/// A table for people: headings in capitals, columns two spaces apart, every cell one safe line.
struct TextTable {
    private let headings: [String]
    private let rightAligned: Set<Int>
    private var rows: [[String]] = []

    /// Takes the headings, and the places of the columns that hold numbers.
    init(_ headings: [String], numbers rightAligned: Set<Int> = []) {
        self.headings = headings
        self.rightAligned = rightAligned
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(PlainLine.of))
    }

    /// The table with a line feed after every row.
    var text: String {
        let all = [headings.map { $0.uppercased() }] + rows
        let widths = headings.indices.map { column in all.map { TextWidth.of($0[column]) }.max() ?? 0 }
        return all.map { row in TextTable.line(row, widths: widths, rightAligned: rightAligned) }.joined()
    }

    /// One row under given widths; cells that are wider push the rest to the right.
    static func line(_ cells: [String], widths: [Int], rightAligned: Set<Int> = []) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let space = String(repeating: " ", count: max(0, widths[column] - TextWidth.of(cell)))
            if column > 0 { line += "  " }
            line += rightAligned.contains(column) ? space + cell : cell + space
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}
