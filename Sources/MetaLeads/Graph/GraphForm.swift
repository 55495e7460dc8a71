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
