import Base
import CRM
import Testing

@testable import TerminalKit

/// The widths of the cells of a row, which must add up to the grid whatever was drawn.
private func isSound(_ grid: Grid) -> Bool {
    for y in 0..<grid.height {
        var x = 0
        while x < grid.width {
            let cell = grid[x, y]
            if cell.width == 0 { return false }
            if cell.width == 2, x + 1 >= grid.width || grid[x + 1, y].width != 0 { return false }
            x += cell.width
        }
        if x != grid.width { return false }
    }
    return true
}

@Suite("The grid")
struct GridTests {
    @Test(
        "text stands left, right or in the centre of its cells",
        arguments: [
            (Alignment.left, "[ab   ]"), (.right, "[   ab]"), (.centre, "[ ab  ]"),
        ])
    func alignment(_ align: Alignment, _ shown: String) {
        var grid = Grid(columns: 7, rows: 1)
        grid.put("[", x: 0, y: 0)
        grid.put("]", x: 6, y: 0)
        #expect(grid.put("ab", x: 1, y: 0, width: 5, align: align) == 2)
        #expect(grid.text() == shown)
    }

    @Test(
        "text that does not fit ends in a mark inside its cells",
        arguments: [
            ("Vandelay", 5, "Vand…"), ("田中花子", 6, "田中…"), ("田中花子", 5, "田中…"), ("ab", 1, "…"), ("Zoë Larsson", 4, "Zoë…"),
        ])
    func ellipsis(_ text: String, _ width: Int, _ shown: String) {
        var grid = Grid(columns: 12, rows: 1)
        grid.put(text, x: 0, y: 0, width: width)
        #expect(grid.text() == shown)
    }

    @Test("a field that reaches past the right edge is cut there")
    func rightEdge() {
        var grid = Grid(columns: 6, rows: 1)
        #expect(grid.put("customers", x: 2, y: 0, width: 20) == 4)
        #expect(grid.text() == "  cus…")
    }

    @Test(
        "what lies outside is left out, and nothing traps",
        arguments: [
            (-2, 0, "cd"), (-3, 0, "d"), (-4, 0, ""), (9, 0, ""), (0, -1, ""), (0, 5, ""), (Int.min / 2, 0, ""),
        ])
    func offGrid(_ x: Int, _ y: Int, _ shown: String) {
        var grid = Grid(columns: 9, rows: 1)
        grid.put("abcd", x: x, y: y)
        #expect(grid.text() == shown)
        grid = Grid(columns: 9, rows: 1)
        grid.put("田中", x: x, y: y)
        #expect(isSound(grid))
    }

    @Test("overwriting one half of a wide letter blanks the other")
    func halves() {
        var grid = Grid(columns: 6, rows: 1)
        grid.put("田中", x: 0, y: 0)
        grid.put("x", x: 1, y: 0)
        #expect(grid.text() == " x中")
        grid.put("y", x: 2, y: 0)
        #expect(grid.text() == " xy")
        grid.put("田", x: 0, y: 0)
        grid.fill(Rect(x: 1, y: 0, width: 1, height: 1), .dim)
        #expect(grid.text() == "  y")
        #expect(isSound(grid))
    }

    @Test("the selected row keeps its text and changes its surface")
    func restyle() {
        var grid = Grid(columns: 5, rows: 2)
        grid.put("a田b", x: 0, y: 0, style: .accent)
        grid.restyle(Rect(x: 0, y: 0, width: 99, height: 1)) { $0.on(.selected) }
        #expect(grid.rowText(0) == "a田b")
        #expect(grid[0, 0].style == Style(.accent, on: .selected))
        #expect(grid[4, 0].style == Style(on: .selected))
        #expect(grid[0, 1].style == .plain)
    }

    @Test("lines are drawn inside the grid only")
    func lines() {
        var grid = Grid(columns: 4, rows: 3)
        grid.horizontalLine(x: -1, y: 1, width: 10)
        grid.verticalLine(x: 1, y: 0, height: 99)
        #expect(grid.text() == " │\n─│──\n │")
    }

    @Test("the plane of styles has a letter a cell and a legend")
    func styles() {
        var grid = Grid(columns: 4, rows: 2)
        grid.put("ab", x: 0, y: 0, style: .accent)
        grid.put("c", x: 3, y: 1, style: Style(.fault, on: .selected, bold: true))
        #expect(grid.styleText() == "aa..\n...b\na accent\nb fault on selected bold")
    }

    @Test("an empty grid takes everything in its stride")
    func empty() {
        var grid = Grid(columns: 0, rows: 0)
        grid.put("田", x: 0, y: 0)
        grid.fill(Rect(x: -5, y: -5, width: 50, height: 50), .dim)
        grid.restyle(grid.bounds) { $0.bolded() }
        #expect(grid.text() == "")
        #expect(Grid(columns: -3, rows: -1).size == Size(columns: 0, rows: 0))
    }

    @Test("whatever is drawn, no cell is harmful and no row shears")
    func hostileText() {
        var generator = SeededGenerator(seed: 42)
        var grid = Grid(columns: 24, rows: 6)
        for round in 0..<4000 {
            let align = [Alignment.left, .right, .centre][round % 3]
            let x = Int.random(in: -6...26, using: &generator)
            let y = Int.random(in: -1...6, using: &generator)
            let width = round % 2 == 0 ? nil : Int.random(in: -1...30, using: &generator)
            grid.put(randomText(&generator), x: x, y: y, width: width, align: align, ellipsis: round % 5 != 0)
            #expect(isSound(grid), "round \(round)")
        }
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                #expect(!grid[x, y].text.unicodeScalars.contains(where: isHarmful))
                #expect(grid[x, y].text.unicodeScalars.count <= 4)
            }
        }
    }
}
