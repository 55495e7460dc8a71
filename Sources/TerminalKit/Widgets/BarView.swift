/// A bar of one row: its whole cells are grounds, which no font leaves gaps in, and the last is a part of a block.
public enum BarView {
    private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// Draws a bar and gives the cell behind it.
    ///
    /// - Parameters:
    ///   - length: from 0 to 1 of the width. What is more than nothing is seen, if only as an eighth of a cell.
    ///   - style: its role is the bar's colour.
    @discardableResult
    public static func draw(_ length: Double, into grid: inout Grid, x: Int, y: Int, width: Int, style: Style) -> Int {
        guard width > 0, length > 0 else { return x }
        let eighths = max(1, Int((min(length, 1) * Double(width) * 8).rounded()))
        let (whole, rest) = (eighths / 8, eighths % 8)
        let ground = Style(style.role, reverse: true)
        if whole > 0 { grid.put(String(repeating: " ", count: whole), x: x, y: y, width: whole, style: ground) }
        if rest > 0 { grid.put(parts[rest], x: x + whole, y: y, width: 1, style: Style(style.role)) }
        return x + whole + (rest > 0 ? 1 : 0)
    }
}
