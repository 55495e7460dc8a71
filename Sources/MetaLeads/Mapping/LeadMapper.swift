/// Finds name, company, phone and e-mail among a lead's answers.
public enum LeadMapper {
    /// Looks, in this order, at Meta's type of the question (the same in every language), at the key, at the label of
    /// a form's own question, and only for a phone or an e-mail still missing at the look of an answer. Everything
    /// else stays in `other`; nothing that was answered is lost. `questions` is nil when the form is not known.
    public static func map(_ fields: [LeadAnswer], questions: [FormQuestion]?) -> LeadContact {
        var answers = fields.map { Answer($0, question: question(named: $0.name, in: questions ?? [])) }
            .filter { !$0.values.isEmpty }
        let isTest = answers.contains(where: \.isTest)
        let name = name(&answers)
        let company = take([.company], &answers)
        let phone = takeOne([.phone, .workPhone, .whatsapp], &answers, orLookingLike: \.looksLikePhone)
        let email = takeOne([.email, .workEmail], &answers, orLookingLike: \.looksLikeEmail)
        return LeadContact(
            name: name, company: company, phone: phone.map(ContactText.phone), email: email,
            other: answers.map(\.shown), isTest: isTest)
    }

    private static func question(named name: String, in questions: [FormQuestion]) -> FormQuestion? {
        if let exact = questions.first(where: { $0.key == name }) { return exact }
        let normal = FieldName.normal(name)
        return questions.first { FieldName.normal($0.key) == normal }
    }

    /// The whole name if there is one, else first and last name in this order, whichever the family name is.
    private static func name(_ answers: inout [Answer]) -> String? {
        if let whole = take([.fullName], &answers) { return whole }
        func has(_ role: LeadRole) -> Bool { answers.contains { $0.role == role } }
        let halves: ([LeadRole], [LeadRole])
        switch (has(.firstName), has(.lastName)) {
        case (false, true): halves = ([.name], [.lastName])
        case (true, false): halves = ([.firstName], [.name])
        case (true, true): halves = ([.firstName], [.lastName])
        case (false, false): return take([.name], &answers)
        }
        let parts = [take(halves.0, &answers), take(halves.1, &answers)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Takes the first answer of the first of these roles that has one.
    private static func take(_ roles: [LeadRole], _ answers: inout [Answer]) -> String? {
        guard let index = index(roles, answers) else { return nil }
        return answers.remove(at: index).values.joined(separator: ", ")
    }

    /// Takes a single value, since two numbers or addresses in one could not be used; the others stay.
    private static func takeOne(
        _ roles: [LeadRole], _ answers: inout [Answer], orLookingLike looks: (Answer) -> Bool
    ) -> String? {
        guard let index = index(roles, answers) ?? answers.firstIndex(where: looks) else { return nil }
        let value = answers[index].values.removeFirst()
        if answers[index].values.isEmpty { answers.remove(at: index) }
        return value
    }

    private static func index(_ roles: [LeadRole], _ answers: [Answer]) -> Int? {
        for role in roles {
            if let index = answers.firstIndex(where: { $0.role == role }) { return index }
        }
        return nil
    }
}

extension LeadMapper {
    /// An answer with what is known about its question.
    private struct Answer {
        let name: String
        /// Cleaned, none empty.
        var values: [String]
        let role: LeadRole?
        private let options: [FormQuestion.Option]

        init(_ answer: LeadAnswer, question: FormQuestion?) {
            name = answer.name
            values = answer.values.map(ContactText.clean).filter { !$0.isEmpty }
            options = question?.options ?? []
            role = Self.role(answer.name, question)
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

        var shown: LeadAnswer {
            LeadAnswer(
                name: name,
                values: values.map { value in options.first { $0.key == value }?.value ?? value })
        }
    }
}
