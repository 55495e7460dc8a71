/// A JSON value that keeps the order of its keys, which the outside interface fixes and Foundation's encoder does not keep.
public enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Int64)
    /// A number in its own digits, which are written as they are.
    case digits(String)
    case string(String)
    case array([JSONText])
    case object([Member])

    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONText

        public init(_ key: String, _ value: JSONText) {
            self.key = key
            self.value = value
        }
    }

    /// A string, or null for nil.
    public static func text(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }
    /// A number, or null for nil.
    public static func integer(_ number: Int64?) -> JSONText { number.map { .number($0) } ?? .null }

    /// The value on one line, without spaces, for terminals too.
    public var line: String { line(escapes: .forTerminals) }

    /// The value on one line, without spaces.
    public func line(escapes: JSONEscapes) -> String {
        var result = ""
        write(to: &result, escapes: escapes)
        return result
    }

    /// An array with one element a line and a line feed at the end, for people and for `grep`.
    public static func lines(_ elements: [JSONText]) -> String {
        elements.isEmpty ? "[]\n" : "[\n" + elements.map(\.line).joined(separator: ",\n") + "\n]\n"
    }

    /// Adds the value to what is written, on one line and without spaces.
    public func write(to result: inout String, escapes: JSONEscapes = .forTerminals) {
        switch self {
        case .null: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .number(let value): result += String(value)
        case .digits(let digits): result += digits
        case .string(let value): escapes.write(value, to: &result)
        case .array(let elements):
            result += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { result += "," }
                element.write(to: &result, escapes: escapes)
            }
            result += "]"
        case .object(let members):
            result += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { result += "," }
                escapes.write(member.key, to: &result)
                result += ":"
                member.value.write(to: &result, escapes: escapes)
            }
            result += "}"
        }
    }
}
