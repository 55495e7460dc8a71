extension JSONValue {
    /// The value as JSON on one line: numbers digit for digit as they came, keys sorted.
    public var written: String { JSONText(self).line(escapes: .necessary) }
}

extension JSONText {
    /// Takes a value that was read, to be written again with its keys sorted.
    public init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .number(let digits): .digits(digits)
            case .string(let text): .string(text)
            case .array(let elements): .array(elements.map(JSONText.init))
            case .object(let members): .object(members.sorted { $0.key < $1.key }.map { Member($0.key.text, JSONText($0.value)) })
            }
    }
}
