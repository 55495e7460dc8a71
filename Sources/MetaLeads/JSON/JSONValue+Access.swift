extension JSONValue {
    /// The member of an object; nil when there is none or this is no object.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The elements of an array; nil for anything else.
    public var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// A string, or a number as it was written.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    /// A whole number, also one sent as a string (`"190"`) or with a point (`190.0`).
    public var int: Int? {
        guard let text else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// A truth value in any of the shapes Meta uses: `true`, `1`, `"1"`, `"true"` and their opposites.
    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        switch text?.lowercased() {
        case "1", "true": return true
        case "0", "false": return false
        default: return nil
        }
    }
}
