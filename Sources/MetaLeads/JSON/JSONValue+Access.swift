import Base

extension JSONValue {
    /// The member of an object; nil when there is none or this is no object.
    public subscript(key: JSONKey) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The elements of an array; nil for anything else.
    public var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// A string, or a number as it was written; of a longer one than anybody answers with or reads, its beginning.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): BoundedText.cut(text, bytes: Self.longestText)
        default: nil
        }
    }

    /// The text of what is to be found again by it; of a longer one than any name the beginning.
    var name: String? { text.map { BoundedText.cut($0, bytes: Self.longestName) } }

    /// A whole number, also one sent as a string (`"190"`) or with a point (`190.0`).
    public var int: Int? {
        guard let text, text.utf8.count <= Self.longestNumber else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    static var longestText: Int { 40_000 }
    static var longestName: Int { 500 }

    /// The longest text, in bytes, that can be a number that fits or a truth value; a longer one need not be read to its end.
    static var longestNumber: Int { 64 }

    /// A truth value in any of the shapes Meta uses: `true`, `1`, `"1"`, `"true"` and their opposites.
    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        guard let text, text.utf8.count <= Self.longestNumber else { return nil }
        switch text.lowercased() {
        case "1", "true": return true
        case "0", "false": return false
        default: return nil
        }
    }
}
