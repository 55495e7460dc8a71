import CRM
import Foundation

@testable import SalesDesk
@testable import TerminalKit

/// Text to cells: four bytes say where and how wide, the rest is the text.
enum Cells {
    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(bytes)
        let columns = 1 + input.number(below: 24)
        let x = input.number(below: 40) - 8
        let field = input.number(below: 30)
        let choice = input.byte()
        let text = input.text
        try checkText(text, width: field)
        try checkGrid(text, columns: columns, x: x, field: field, choice: choice)
        try checkWays(text, width: field)
    }

    private static func checkText(_ text: String, width: Int) throws(BrokenPromise) {
        let clean = SafeText.clean(text)
        try BrokenPromise.unless(Harmless.holds(clean), "Safe text holds what a terminal obeys")
        try BrokenPromise.unless(same(SafeText.clean(clean), clean), "Safe text made safe again is another")
        try BrokenPromise.unless(TextWidth.of(clean) == TextWidth.of(text), "A text has another width than what is shown of it")
        try BrokenPromise.unless(TextWidth.of(text) == text.reduce(0) { $0 + TextWidth.of($1) }, "Widths do not add up")
        for ellipsis in [true, false] {
            let cut = TextWidth.truncate(text, to: width, ellipsis: ellipsis)
            try BrokenPromise.unless(TextWidth.of(cut) <= width, "Cut to \(width) cells, and has \(TextWidth.of(cut))")
            if TextWidth.of(text) <= width { try BrokenPromise.unless(same(cut, clean), "Cut where it fits") }
        }
        let lines = SafeText.clean(text, newline: .keep)
        try BrokenPromise.unless(Harmless.holds(lines, allowing: ["\n"]), "Safe lines hold what a terminal obeys")
    }

    private static func checkGrid(_ text: String, columns: Int, x: Int, field: Int, choice: UInt8) throws(BrokenPromise) {
        var grid = Grid(columns: columns, rows: 3)
        let align = [Alignment.left, .right, .centre][Int(choice % 3)]
        let ellipsis = choice & 8 == 0
        grid.put(text, x: 0, y: 0)
        let used = grid.put(text, x: x, y: 1, width: field, align: align, ellipsis: ellipsis)
        try BrokenPromise.unless(used >= 0 && used <= field, "A field of \(field) cells took \(used)")
        try check(grid)
        // Over each other, in two places, and out of the grid: halves of wide cells are blanked.
        grid.put(text, x: x + 1, y: 0, width: field, align: align, ellipsis: ellipsis)
        grid.put("x", x: max(0, x), y: 1)
        grid.put(text, x: 0, y: 7)
        grid.fill(Rect(x: field, y: 0, width: 1, height: 3), .plain)
        try check(grid)
    }

    /// The widths of a row add up, a wide cell has its tail, and no cell is obeyed by a terminal.
    static func check(_ grid: Grid) throws(BrokenPromise) {
        for y in 0..<grid.height {
            var x = 0
            while x < grid.width {
                let cell = grid[x, y]
                try BrokenPromise.unless(cell.width == 1 || cell.width == 2, "A tail without its wide cell")
                try BrokenPromise.unless(x + cell.width <= grid.width, "A wide cell reaches out of the grid")
                try BrokenPromise.unless(!cell.text.isEmpty && cell.text.unicodeScalars.count <= 4, "A cell of no or many characters")
                try BrokenPromise.unless(Harmless.holds(cell.text), "A cell holds what a terminal obeys")
                let width = cell.text.unicodeScalars.reduce(0) { $0 + CharacterWidths.shared.width($1) }
                try BrokenPromise.unless(width == cell.width, "A terminal shows a cell of \(cell.width) as \(width)")
                if cell.width == 2 { try BrokenPromise.unless(grid[x + 1, y].width == 0, "A wide cell without its tail") }
                x += cell.width
            }
        }
    }

    /// The other ways out: the title, a notification, a line of a log or a table, a field that hides what it holds.
    private static func checkWays(_ text: String, width: Int) throws(BrokenPromise) {
        for sequence in [EscapeSequences.title(text), EscapeSequences.notification(title: text, body: text)] {
            let inner = String(sequence.unicodeScalars.dropFirst().dropLast().map(Character.init))
            try BrokenPromise.unless(Harmless.holds(inner), "A title ends its sequence early")
        }
        try BrokenPromise.unless(Harmless.holds(PlainLine.of(text)), "A line of the log holds what a terminal obeys")
        try BrokenPromise.unless(
            Harmless.holds(PlainLine.lines(text), allowing: ["\n", "\t"]), "Lines of a table hold what a terminal obeys")
        let lines = Wrapped.lines(SafeText.clean(text, newline: .keep), width: width) + Wrapped.verbatim(text, width: width)
        // One character may be wider than a line; it is cut where it is drawn.
        for line in lines where line.count > 1 {
            try BrokenPromise.unless(TextWidth.of(line) <= width, "A line of \(width) cells has \(TextWidth.of(line))")
        }
        let field = TextField(text)
        var grid = Grid(columns: max(1, width), rows: 1)
        field.draw(into: &grid, x: 0, y: 0, width: width, focused: width % 2 == 0, mask: "•", keepLast: 4)
        try check(grid)
        _ = SearchText.terms(text)
        if let stroke = KeyStroke(text) { _ = stroke.description }
    }
}
