import Base

/// Finds name, company, phone and e-mail among a lead's answers.
public enum LeadMapper {
    /// Looks at Meta's type of the question (the same in every language), at the key, at the label of a form's own question, then at the
    /// words within key and label, and only for a phone or an e-mail still missing at the look of an answer. The best answer counts, not the
    /// first. Everything else stays in `other`; nothing that was answered is lost. `questions` is nil when the form is not known.
    ///
    /// `chosen` says by the question's key what a person wants an answer to be. Where such answers were given they come
    /// before all that is found; several names, and chosen names with a first or last name that is found, are joined in
    /// the order of the form, and so are several companies. Of several phones or e-mails the first counts.
    ///
    /// `judge` knows telephone numbers; without one no answer is taken for a phone by its look.
    public static func map(
        _ fields: [LeadAnswer], questions: [FormQuestion]?, chosen: [String: ContactField] = [:], judge: PhoneJudge? = nil
    ) -> MappedAnswers {
        read(fields, questions, chosen, judge).contact
    }

    /// The use of each answer that `map` would use, by the names of the fields.
    public static func uses(
        of fields: [LeadAnswer], questions: [FormQuestion]?, chosen: [String: ContactField] = [:], judge: PhoneJudge? = nil
    ) -> [String: ContactField] {
        read(fields, questions, chosen, judge).uses
    }

    /// Whether the answers are those of a lead that was made with Meta's Lead Ads Testing Tool.
    public static func isTest(_ fields: [LeadAnswer]) -> Bool {
        fields.contains { $0.values.contains { isTest(ContactText.clean(BoundedText.cut($0, bytes: ContactText.longest))) } }
    }

    /// Whether a value is one that the tool fills in.
    private static func isTest(_ value: String) -> Bool {
        let value = BoundedText.cut(value, bytes: ContactText.longest).lowercased()
        return value.hasPrefix("<test lead") || ["test@meta.com", "test@fb.com"].contains(value)
    }

    private static func read(
        _ fields: [LeadAnswer], _ questions: [FormQuestion]?, _ chosen: [String: ContactField], _ judge: PhoneJudge?
    ) -> (contact: MappedAnswers, uses: [String: ContactField]) {
        let answers = fields.map { field in
            let question = question(named: field.name, in: questions ?? [])
            return Answer(field, question: question, chosen: chosen[field.name] ?? question.flatMap { chosen[$0.key] })
        }.filter { !$0.values.isEmpty }
        var sheet = AnswerSheet(answers)
        let name = sheet.name()
        let company = sheet.takeAll(chosenFor: .company) ?? sheet.company()
        let phone = sheet.takeBest(for: .phone) { AnswerRank(phone: $0, judge) }
        let email = sheet.takeBest(for: .email) { AnswerRank(email: $0) }
        let remarks = sheet.takeRemarks()
        let contact = MappedAnswers(
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
        /// The role comes from Meta's type of the question.
        let isTyped: Bool
        /// The meaning of the words within key and label, where the answer has no role.
        let words: LeadFieldWords?
        /// The role that a person gave it; such an answer has no role of its own.
        let chosen: ContactField?
        private let label: String
        private let options: [FormQuestion.Option]

        init(_ answer: LeadAnswer, question: FormQuestion?, chosen: ContactField?) {
            name = answer.name
            values = answer.values.map(ContactText.clean).filter { !$0.isEmpty }
            options = question?.options ?? []
            label = question?.label ?? ""
            self.chosen = chosen
            let typed = Self.role(ofType: question?.type ?? "")
            isTyped = typed != nil
            role = chosen == nil ? typed ?? Self.role(answer.name, question) : .somethingElse
            words = role == nil && options.isEmpty ? LeadFieldWords(answer.name) ?? LeadFieldWords(label) : nil
        }

        private static func role(ofType type: String) -> LeadRole? {
            let type = type.uppercased()
            if type.isEmpty || type == "CUSTOM" { return nil }
            return type.hasPrefix("ID_") ? .somethingElse : LeadFieldAliases.role(of: type)
        }

        private static func role(_ name: String, _ question: FormQuestion?) -> LeadRole? {
            if let role = LeadFieldAliases.role(of: name) { return role }
            guard let question, question.options.isEmpty else { return nil }
            return LeadFieldAliases.role(of: question.label)
        }

        /// The part of a name that the words ask for; an answer without letters is no name. `halvesOnly`: a first or last name.
        func nameByWords(ofOthers: Bool, halvesOnly: Bool = false) -> LeadRole? {
            guard let words, words.role.isOfName, words.isOfOthers == ofOthers, !(halvesOnly && words.role == .fullName) else { return nil }
            let isName = values.contains { $0.contains(where: \.isLetter) && !ContactText.looksLikeEmail($0) }
            return isName ? words.role : nil
        }

        var isTest: Bool { values.contains(where: LeadMapper.isTest) }

        /// Its look alone may tell what it is.
        var mayBeGuessed: Bool { role == nil && options.isEmpty && values.count == 1 }

        var namesSpeakAgainstPhone: Bool { LeadFieldWords.speakAgainstPhone(name) || LeadFieldWords.speakAgainstPhone(label) }

        var namesAskForOtherNumber: Bool { LeadFieldWords.askForOtherNumber(name) || LeadFieldWords.askForOtherNumber(label) }

        var namesSpeakOfContact: Bool { LeadFieldWords.speakOfContact(name) || LeadFieldWords.speakOfContact(label) }

        /// With choices in the words that the person saw.
        var shown: LeadAnswer { LeadAnswer(name: name, values: values.map(shown)) }

        func shown(_ value: String) -> String { options.first { $0.key == value }?.value ?? value }
    }
}
