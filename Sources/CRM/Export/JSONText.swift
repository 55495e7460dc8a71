/// A JSON value that keeps the order of its keys, which the outside interface fixes and Foundation's encoder does not keep.
public enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Int64)
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

    /// The value on one line, without spaces.
    public var line: String {
        var result = ""
        write(to: &result)
        return result
    }

    /// An array with one element a line and a line feed at the end, for people and for `grep`.
    public static func lines(_ elements: [JSONText]) -> String {
        elements.isEmpty ? "[]\n" : "[\n" + elements.map(\.line).joined(separator: ",\n") + "\n]\n"
    }

    public func write(to result: inout String) {
        switch self {
        case .null: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .number(let value): result += String(value)
        case .string(let value): JSONText.write(value, to: &result)
        case .array(let elements):
            result += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { result += "," }
                element.write(to: &result)
            }
            result += "]"
        case .object(let members):
            result += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { result += "," }
                JSONText.write(member.key, to: &result)
                result += ":"
                member.value.write(to: &result)
            }
            result += "}"
        }
    }

    /// Besides what JSON demands, DEL, C1 and bidi characters are escaped: the text may be printed on a terminal.
    private static func write(_ text: String, to result: inout String) {
        result += "\""
        defer { result += "\"" }
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            result += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case let scalar where HostileScalar.contains(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
