import CQRCode

/// A QR code that a mobile reads off the screen: two modules above each other in a cell.
public struct QRCode: Hashable, Sendable {
    /// The modules on a side, without the quiet zone.
    public let width: Int
    private let modules: [Bool]

    /// Light modules that stand around the code, so that a reader finds where it begins.
    public static let quietZone = 2

    /// The smallest code for a text; nil for an empty text and for one of more than about 370 bytes.
    public init?(_ text: String) {
        var dark = [UInt8](repeating: 0, count: Int(CQR_LARGEST * CQR_LARGEST))
        let bytes = Array(text.utf8)
        width = Int(cqr_encode(bytes, bytes.count, &dark))
        guard width > 0 else { return nil }
        modules = dark.prefix(width * width).map { $0 == 1 }
    }

    /// The cells that it takes, with its quiet zone.
    public var size: Size {
        let side = width + 2 * Self.quietZone
        return Size(columns: side, rows: (side + 1) / 2)
    }

    /// A module by its place from the corner of the quiet zone, which is light as all around it is.
    private func isDark(_ x: Int, _ y: Int) -> Bool {
        let (x, y) = (x - Self.quietZone, y - Self.quietZone)
        guard (0..<width).contains(x), (0..<width).contains(y) else { return false }
        return modules[y * width + x]
    }

    /// Draws it with its corner there. Dark and light are grounds wherever both halves of a cell agree, and both colours are said in every
    /// cell: as a glyph a block is drawn smaller than its cell by many fonts, and no reader reads that.
    public func draw(into grid: inout Grid, x: Int, y: Int) {
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let (upper, lower) = (isDark(column, 2 * row), isDark(column, 2 * row + 1))
                let style = Style(on: lower ? .black : .white)
                grid.put(upper == lower ? " " : "▀", x: x + column, y: y + row, style: style)
            }
        }
    }
}
