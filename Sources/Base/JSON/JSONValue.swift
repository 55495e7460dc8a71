/// A JSON value that keeps every number as the text it was sent as.
///
/// Meta sends ids as numbers beyond 2^53 (ad ids have 17 and 18 digits). Foundation's `JSONSerialization` and a
/// `Double` lose their last digits, and `JSONDecoder` throws when it reads a number as a `String`, so one numeric
/// id would cost the whole delivery. Hence this small reader of our own.
///
/// Texts are compared byte for byte, for the reason that ``JSONKey`` gives.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number's own characters, digit for digit.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONKey: JSONValue])

    /// Reads one JSON text (RFC 8259): strict grammar, at most 64 nested levels, the last of duplicate keys wins,
    /// invalid UTF-8 and lone surrogates inside strings become U+FFFD.
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
        var reader = JSONReader(Array(bytes))
        let value = try reader.value()
        try reader.end()
        return value
    }

    public static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)), (.string(let one), .string(let other)): one.hasSameBytes(as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let text), .string(let text): text.hashBytes(into: &hasher)
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(members)
        }
    }
}
