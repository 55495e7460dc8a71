/// A question of a lead form.
public struct FormQuestion: Sendable, Hashable, Codable {
    /// A choice: `key` is what the answer holds, `value` what the person saw.
    public struct Option: Sendable, Hashable, Codable {
        public let key: String
        public let value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The name that answers carry; free to choose on the form, so it may be `question1`.
    public let key: String
    /// The question as shown, in the form's language.
    public let label: String
    /// Meta's own word, the same in every language: `FULL_NAME`, `PHONE`, `CUSTOM` …
    public let type: String
    public let options: [Option]

    public init(key: String, label: String, type: String, options: [Option] = []) {
        self.key = key
        self.label = label
        self.type = type
        self.options = options
    }
}
