/// Keeps a spreadsheet program from running a cell as a formula. Anyone can fill in an ad form, so any cell may be `=cmd|…`.
public enum CSVGuard {
    /// Puts an apostrophe before a cell that begins with `=`, `+`, `-`, `@`, tab or CR, and before one that begins with apostrophes
    /// and then one of those, so that ``unguard(_:)`` gives back exactly what was there. Phone numbers (`+39 …`) are guarded too.
    public static func guarded(_ cell: String) -> String {
        isDangerous(cell.utf8.drop { $0 == apostrophe }) ? "'" + cell : cell
    }

    /// Takes the apostrophe away again; any other cell is left as it is, also `'tis` and an unguarded `=1`.
    public static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == apostrophe, isDangerous(cell.utf8.drop { $0 == apostrophe }) else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    private static let apostrophe = UInt8(ascii: "'")

    // Bytes, not Characters: `=` with a combining mark after it is one Character but still a formula.
    private static func isDangerous(_ rest: Substring.UTF8View) -> Bool {
        switch rest.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}
