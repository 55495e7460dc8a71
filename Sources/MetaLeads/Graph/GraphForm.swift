import Base

/// A lead form (Meta: reference, Page leadgen_forms).
public struct GraphForm: Sendable, Hashable {
    public var id: String
    public var name: String?
    public var locale: String?
    public var status: String?
    public var questions: [FormQuestion]

    public init(
        id: String, name: String? = nil, locale: String? = nil, status: String? = nil, questions: [FormQuestion] = []
    ) {
        self.id = id
        self.name = name
        self.locale = locale
        self.status = status
        self.questions = questions
    }

    /// Reads the answer to a request for a form; throws as `GraphLead.parse` does.
    public static func parse(_ body: [UInt8]) throws(GraphFailure) -> GraphForm {
        let value = try GraphAnswer.object(body)
        guard let id = value["id"]?.text else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the form has no id.")
        }
        return GraphForm(
            id: id, name: value["name"]?.text, locale: value["locale"]?.text, status: value["status"]?.text,
            questions: (value["questions"]?.elements ?? []).prefix(GraphLead.mostAnswers).compactMap(FormQuestion.init(json:)))
    }
}

extension FormQuestion {
    /// nil for an element without a key.
    init?(json: JSONValue) {
        guard let key = json["key"]?.name else { return nil }
        self.init(
            key: key, label: json["label"]?.text ?? "", type: json["type"]?.text ?? "",
            options: (json["options"]?.elements ?? []).prefix(GraphLead.mostAnswers).compactMap { option in
                guard let value = option["value"]?.text else { return nil }
                return Option(key: option["key"]?.text ?? value, value: value)
            })
    }
}

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
