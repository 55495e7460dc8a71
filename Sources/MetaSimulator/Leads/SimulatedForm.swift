/// A lead form of a page.
struct SimulatedForm: Sendable {
    struct Option: Sendable {
        let key: String
        let value: String
    }

    struct Question: Sendable {
        let key: String
        let label: String
        /// Meta's word, the same in every language (Meta: reference, Page leadgen_forms).
        let type: String
        let options: [Option]
        let isOptional: Bool

        init(_ key: String, _ label: String, _ type: String, options: [Option] = [], isOptional: Bool = false) {
            self.key = key
            self.label = label
            self.type = type
            self.options = options
            self.isOptional = isOptional
        }
    }

    let id: String
    let name: String
    /// Such as `de_DE`.
    let locale: String
    let questions: [Question]
    /// As Meta writes times.
    var createdTime = "2026-01-05T09:00:00+0000"

    /// The same form of a page, made in that minute of a day.
    func with(id: String, minute: Int) -> SimulatedForm {
        var form = SimulatedForm(id: id, name: name, locale: locale, questions: questions)
        form.createdTime = "2026-01-05T09:\(minute % 60 < 10 ? "0" : "")\(minute % 60):00+0000"
        return form
    }
}
