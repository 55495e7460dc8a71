/// A JSON value that keeps every number as the text it was sent as.
///
/// Meta sends ids as numbers beyond 2^53 (ad ids have 17 and 18 digits). Foundation's `JSONSerialization` and a
/// `Double` lose their last digits, and `JSONDecoder` throws when it reads a number as a `String`, so one numeric
/// id would cost the whole delivery. Hence this small reader of our own.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number's own characters, digit for digit.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads one JSON text (RFC 8259): strict grammar, at most 64 nested levels, the last of duplicate keys wins,
    /// invalid UTF-8 and lone surrogates inside strings become U+FFFD.
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
        var reader = JSONReader(Array(bytes))
        let value = try reader.value()
        try reader.end()
        return value
    }
}
