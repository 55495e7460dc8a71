import CRM

/// The forms over a screen: the list of a page's forms, or one form with the column that each of its answers fills.
struct FormPane: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case reading
        case list([LeadForm])
        case form(MappingEditor)
    }

    /// Where it was opened.
    enum Origin: Hashable, Sendable {
        case page(String, title: String)
        /// From a customer's card: the answers of this lead are the examples.
        case lead(form: String, leadgenID: String)
    }

    let origin: Origin
    var content = Content.reading
    /// The row of the list or of the form that has the cursor.
    var selected = 0

    var rows: Int {
        switch content {
        case .reading: 0
        case .list(let forms): forms.count
        case .form(let sheet): sheet.form.questions.count
        }
    }
}

/// One form while a person says which answer fills which column.
struct MappingEditor: Hashable, Sendable {
    let form: LeadForm
    /// By the question's key; what is not named is automatic.
    private(set) var chosen: [String: FormTarget]

    init(_ form: LeadForm) {
        self.form = form
        chosen = MappingEditor.saved(form)
    }

    var mapping: FormMapping { FormMapping(chosen) }
    var isEdited: Bool { chosen != MappingEditor.saved(form) }

    /// Nil: automatic.
    func choice(_ row: Int) -> FormTarget? { chosen[form.questions[row].key] }

    mutating func choose(_ target: FormTarget?, row: Int) {
        guard form.questions.indices.contains(row) else { return }
        chosen[form.questions[row].key] = target
    }

    /// The next choice or the one before: automatic, the columns, nothing, round and round.
    mutating func turn(_ step: Int, row: Int) {
        guard form.questions.indices.contains(row) else { return }
        let choices: [FormTarget?] = [nil] + FormTarget.allCases
        let index = choices.firstIndex(of: choice(row)) ?? 0
        choose(choices[(index + step + choices.count) % choices.count], row: row)
    }

    mutating func takeBack() {
        chosen = MappingEditor.saved(form)
    }

    private static func saved(_ form: LeadForm) -> [String: FormTarget] {
        Dictionary(
            form.questions.compactMap { question in question.chosen.map { (question.key, $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
