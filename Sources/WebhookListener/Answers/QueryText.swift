/// The parameters of a query string.
///
/// A `+` is a space and `%XX` a byte, in names as in values. Of a name that comes twice the first counts; a value with a
/// broken escape or bytes that are not UTF-8 counts as missing.
struct QueryText {
    private let values: [String: String]

    init(_ query: Substring) {
        var values: [String: String] = [:]
        for part in query.utf8.split(separator: UInt8(ascii: "&")).prefix(64) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0]), sides.count == 2, let value = Self.decoded(sides[1]) else { continue }
            if values[name] == nil { values[name] = value }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    private static func decoded(_ text: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
