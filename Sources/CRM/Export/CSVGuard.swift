/// Keeps a spreadsheet program from running a cell, or what it takes for a cell, as a formula. Anyone can fill in an ad form, so any cell
/// may be `=cmd|…`.
///
/// A program whose list separator is `;` (Excel with German, French, Italian … settings), a tab or `|` begins a cell behind each of these,
/// quotes or not, and one behind every line end. So a cell is guarded at its beginning and behind each of them.
public enum CSVGuard {
    /// Puts an apostrophe where a cell begins, or could be taken to begin, with `=`, `+`, `-`, `@` (full-width too), tab or CR, also with
    /// apostrophes or quotes before that, so that ``unguarded(_:)`` gives back exactly what was there. A cell that is a telephone number
    /// as a whole is left as it is: nothing in it can be run, and diallers take no apostrophe.
    public static func guarded(_ cell: String) -> String {
        var cell = cell
        let places = cell.withUTF8 { isPhone($0) ? [] : starts(in: $0) }
        guard !places.isEmpty else { return cell }
        var result: [UInt8] = []
        var rest = 0
        cell.withUTF8 { bytes in
            for place in places {
                result += bytes[rest..<place]
                result.append(apostrophe)
                rest = place
            }
            result += bytes[rest...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Takes the apostrophes away again; any other cell is left as it is, also `'tis` and an unguarded `=1`.
    public static func unguarded(_ cell: String) -> String {
        guard cell.utf8.contains(apostrophe) else { return cell }
        var cell = cell
        let places = cell.withUTF8 { bytes in starts(in: bytes).filter { bytes[$0] == apostrophe } }
        guard !places.isEmpty else { return cell }
        var result: [UInt8] = []
        var rest = 0
        cell.withUTF8 { bytes in
            for place in places {
                result += bytes[rest..<place]
                rest = place + 1
            }
            result += bytes[rest...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let apostrophe = UInt8(ascii: "'")
    private static let quote = UInt8(ascii: "\"")

    /// Where formulas could begin. Bytes, not Characters: `=` with a combining mark after it is one Character but still a formula.
    private static func starts(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var places: [Int] = []
        if isDangerous(bytes, from: 0) { places.append(0) }
        for index in bytes.indices where isSeparator(bytes[index]) && isDangerous(bytes, from: index + 1) { places.append(index + 1) }
        return places
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }

    /// Whether a formula begins here, apostrophes and quotes before it or not: `;""=1` begins one for whom the `;` ends a cell.
    private static func isDangerous(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard let first = bytes[start...].firstIndex(where: { $0 != apostrophe && $0 != quote }) else { return false }
        switch bytes[first] {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: return true
        // U+FF1D, U+FF0B, U+FF0D, U+FF20: the same signs in full width.
        case 0xEF where first + 2 < bytes.count:
            return bytes[first + 1] == 0xBC ? [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[first + 2]) : false
        default: return false
        }
    }

    /// `+` and digits, with what numbers are written with.
    private static func isPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "+"), bytes.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        return bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) || [0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F].contains($0) }
    }
}
