/// A small bar chart one row high.
public enum Sparkline {
    private static let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// The bars of these values as text, the highest at full height; no value and zero stand at the bottom.
    public static func text(_ values: [Int]) -> String {
        guard let top = values.max() else { return "" }
        return values.map { value in
            value <= 0 || top <= 0 ? bars[0] : bars[min(7, max(1, Int((Double(value) / Double(top) * 7).rounded())))]
        }.joined()
    }

    /// Draws the last `width` values, the newest at the right end.
    public static func draw(_ values: [Int], into grid: inout Grid, x: Int, y: Int, width: Int, style: Style = .accent) {
        guard width > 0 else { return }
        grid.put(text(Array(values.suffix(width))), x: x, y: y, width: width, style: style, align: .right)
    }
}
