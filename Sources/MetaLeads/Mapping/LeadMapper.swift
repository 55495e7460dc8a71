/// Finds name, company, phone and e-mail among a lead's answers.
public enum LeadMapper {
    /// Looks, in this order, at Meta's type of the question (the same in every language), at the key, at the label of
    /// a form's own question, and only for a phone or an e-mail still missing at the look of an answer. Everything
    /// else stays in `other`; nothing that was answered is lost. `questions` is nil when the form is not known.
    ///
    /// `chosen` says by the question's key what a person wants an answer to be. Where such answers were given they come
    /// before all that is found; several names, and chosen names with a first or last name that is found, are joined in
    /// the order of the form, and so are several companies. Of several phones or e-mails the first counts.
    public static func map(
        _ fields: [LeadAnswer], questions: [FormQuestion]?, chosen: [String: LeadPart] = [:]
    ) -> LeadContact {
        read(fields, questions, chosen).contact
    }

    /// What each answer that `map` would use is used for, by the names of the fields.
    public static func uses(
        of fields: [LeadAnswer], questions: [FormQuestion]?, chosen: [String: LeadPart] = [:]
    ) -> [String: LeadPart] {
        read(fields, questions, chosen).uses
    }

    private static func read(
        _ fields: [LeadAnswer], _ questions: [FormQuestion]?, _ chosen: [String: LeadPart]
    ) -> (contact: LeadContact, uses: [String: LeadPart]) {
        let answers = fields.map { field in
            let question = question(named: field.name, in: questions ?? [])
            return Answer(field, question: question, chosen: chosen[field.name] ?? question.flatMap { chosen[$0.key] })
        }.filter { !$0.values.isEmpty }
        var sheet = AnswerSheet(answers)
        let name = sheet.name()
        let company = sheet.takeAll(chosenFor: .company) ?? sheet.take([.company], for: .company)
        let phone = sheet.takeOne([.phone, .workPhone, .whatsapp], for: .phone, orLookingLike: \.looksLikePhone)
        let email = sheet.takeOne([.email, .workEmail], for: .email, orLookingLike: \.looksLikeEmail)
        let remarks = sheet.takeRemarks()
        let contact = LeadContact(
            name: name, company: company, phone: phone.map(ContactText.phone), email: email, remarks: remarks,
            other: sheet.answers.map(\.shown), isTest: answers.contains(where: \.isTest))
        return (contact, sheet.uses)
    }

    /// The question that an answer is to. The answer's name may differ from the question's key in letter case and in what separates words.
    public static func question(named name: String, in questions: [FormQuestion]) -> FormQuestion? {
        if let exact = questions.first(where: { $0.key == name }) { return exact }
        let normal = FieldName.normal(name)
        return questions.first { FieldName.normal($0.key) == normal }
    }
}

extension LeadMapper {
    /// An answer with what is known about its question.
    struct Answer {
        let name: String
        /// Cleaned, none empty.
        var values: [String]
        let role: LeadRole?
        /// What a person said that it is; such an answer has no role of its own.
        let chosen: LeadPart?
        private let options: [FormQuestion.Option]

        init(_ answer: LeadAnswer, question: FormQuestion?, chosen: LeadPart?) {
            name = answer.name
            values = answer.values.map(ContactText.clean).filter { !$0.isEmpty }
            options = question?.options ?? []
            self.chosen = chosen
            role = chosen == nil ? Self.role(answer.name, question) : .somethingElse
        }

        private static func role(_ name: String, _ question: FormQuestion?) -> LeadRole? {
            let type = question?.type.uppercased() ?? ""
            if !type.isEmpty, type != "CUSTOM" {
                if type.hasPrefix("ID_") { return .somethingElse }
                if let role = LeadFieldAliases.role(of: type) { return role }
            }
            if let role = LeadFieldAliases.role(of: name) { return role }
            guard let question, question.options.isEmpty else { return nil }
            return LeadFieldAliases.role(of: question.label)
        }

        var isTest: Bool {
            values.contains { value in
                let value = value.lowercased()
                return value.hasPrefix("<test lead") || ["test@meta.com", "test@fb.com"].contains(value)
            }
        }

        var looksLikeEmail: Bool { mayBeGuessed && ContactText.looksLikeEmail(values[0]) }

        var looksLikePhone: Bool { mayBeGuessed && !nameSpeaksAgainstPhone && ContactText.looksLikePhone(values[0]) }

        private var mayBeGuessed: Bool { role == nil && options.isEmpty && values.count == 1 }

        /// Numbers that are asked for or tracked beside phones.
        private var nameSpeaksAgainstPhone: Bool {
            let parts = Set(FieldName.normal(name).split(separator: "_").map(String.init))
            return !parts.isDisjoint(with: [
                "id", "utm", "url", "zip", "plz", "cep", "code", "date", "dob", "birth", "cpf", "cnpj", "dni", "rut",
                "nif", "vat", "budget", "price", "salary", "income", "amount", "vin",
            ])
        }

        /// With choices in the words that the person saw.
        var shown: LeadAnswer { LeadAnswer(name: name, values: values.map(shown)) }

        func shown(_ value: String) -> String { options.first { $0.key == value }?.value ?? value }
    }
}
