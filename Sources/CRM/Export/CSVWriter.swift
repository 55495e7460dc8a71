/// Comma-separated values after RFC 4180.
///
/// Records end in CR LF, as the RFC says: readers on every system take it, and a lone LF inside a cell stays what it is.
public enum CSVWriter {
    /// One record with its line end. Cells are guarded with ``CSVGuard`` and quoted where they must be.
    ///
    /// - Parameter separator: a comma, or a semicolon.
    public static func record(_ cells: [String], separator: String = ",") -> String {
        cells.map { quoted(CSVGuard.guarded($0)) }.joined(separator: separator) + "\r\n"
    }

    /// Bytes, not Characters: CR LF is one Character and equal to neither. Spaces at the ends are quoted for readers that trim, and other
    /// separators for those that guess which one it is.
    private static func needsQuotes(_ cell: String) -> Bool {
        cell.utf8.first == 0x20 || cell.utf8.last == 0x20
            || cell.utf8.contains { byte in
                switch byte {
                case 0x22, 0x2C, 0x0A, 0x0D, 0x09, 0x3B, 0x7C: true
                default: false
                }
            }
    }

    private static func quoted(_ cell: String) -> String {
        guard needsQuotes(cell) else { return cell }
        var result = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
