/// One cell of a grid. Only a grid makes cells, and only from safe text.
public struct Cell: Hashable, Sendable {
    /// One safe grapheme as curses can show it: a base and at most three marks. Empty for the tail of a wide cell.
    public let text: String
    public internal(set) var style: Style
    private let cells: Int8

    /// 1, or 2 for a wide cell, or 0 for the tail after one.
    public var width: Int { Int(cells) }

    /// `text` must be safe already.
    init(text: String, style: Style, width: Int) {
        self.text = text
        self.style = style
        cells = Int8(width)
    }

    static func blank(_ style: Style) -> Cell { Cell(text: " ", style: style, width: 1) }
}
