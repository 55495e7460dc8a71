/// A screen or a part of one as cells: what a screen draws into, what a terminal shows, what a test reads.
///
/// In every row the widths of the cells add up to the width of the grid: a wide cell is always followed by its tail,
/// and whoever overwrites one half blanks the other.
public struct Grid: Sendable, Equatable {
    public let size: Size
    /// Where the cursor blinks; nil hides it.
    public var cursor: Point?
    var cells: [Cell]

    public init(_ size: Size) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(repeating: .blank(.plain), count: self.size.columns * self.size.rows)
    }

    public init(columns: Int, rows: Int) { self.init(Size(columns: columns, rows: rows)) }

    public var width: Int { size.columns }
    public var height: Int { size.rows }
    public var bounds: Rect { Rect(size) }

    /// The cell there; a plain blank outside the grid.
    public subscript(x: Int, y: Int) -> Cell {
        guard x >= 0, x < width, y >= 0, y < height else { return .blank(.plain) }
        return cells[y * width + x]
    }

    /// Blanks the halves that would be left of wide cells once x..<end of row y is overwritten.
    mutating func mend(_ x: Int, _ end: Int, _ y: Int) {
        guard x < end else { return }
        let row = y * width
        if cells[row + x].width == 0, x > 0 { cells[row + x - 1] = .blank(cells[row + x - 1].style) }
        if cells[row + end - 1].width == 2, end < width { cells[row + end] = .blank(cells[row + end].style) }
    }

    /// Fills the block with blanks of this style.
    public mutating func fill(_ rect: Rect, _ style: Style) {
        repeatCell(.blank(style), in: rect)
    }

    /// Blanks everything.
    public mutating func clear(_ style: Style = .plain) {
        fill(bounds, style)
        cursor = nil
    }

    /// Puts one narrow cell in every place of the block.
    mutating func repeatCell(_ cell: Cell, in rect: Rect) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            mend(area.x, area.maxX, y)
            for index in (y * width + area.x)..<(y * width + area.maxX) { cells[index] = cell }
        }
    }

    /// Changes the styles of a block and leaves its text: the row under the cursor, for one.
    public mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for index in (y * width + area.x)..<(y * width + area.maxX) {
                cells[index].style = transform(cells[index].style)
            }
        }
    }

    /// A thin line; a terminal that cannot show it draws "-".
    public mutating func horizontalLine(x: Int, y: Int, width: Int, style: Style = .line) {
        repeatCell(Cell(text: "─", style: style, width: 1), in: Rect(x: x, y: y, width: width, height: 1))
    }

    /// A thin line; a terminal that cannot show it draws "|".
    public mutating func verticalLine(x: Int, y: Int, height: Int, style: Style = .line) {
        repeatCell(Cell(text: "│", style: style, width: 1), in: Rect(x: x, y: y, width: 1, height: height))
    }
}
