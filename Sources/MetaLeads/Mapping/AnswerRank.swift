/// How good an answer is for a phone or an e-mail: the greatest is taken.
struct AnswerRank: Comparable {
    /// From what it is known what the answer is, the surest last.
    private enum Evidence: Int {
        case look, words, name, type
    }

    /// The text can be used at all, and is the person's own.
    private let isUsable: Bool
    private let isOwn: Bool
    private let evidence: Evidence
    /// Private before work before WhatsApp.
    private let preference: Int
    private let likeness: PhoneLikeness

    static func < (one: AnswerRank, other: AnswerRank) -> Bool { one.order.lexicographicallyPrecedes(other.order) }

    private var order: [Int] { [isUsable ? 1 : 0, isOwn ? 1 : 0, evidence.rawValue, preference, likeness.rawValue] }

    private static let phones: [LeadRole] = [.whatsapp, .workPhone, .phone]
    private static let emails: [LeadRole] = [.workEmail, .email]

    /// Nil for an answer that is no phone.
    init?(phone answer: LeadMapper.Answer, _ judge: PhoneJudge?) {
        guard let value = answer.values.first, answer.chosen == nil else { return nil }
        let mayBe = ContactText.mayBePhone(value)
        likeness = ContactText.isShort(value) ? judge?(value) ?? .none : .none
        if let role = answer.role {
            guard let preference = AnswerRank.phones.firstIndex(of: role) else { return nil }
            self.preference = preference
            evidence = answer.isTyped ? .type : .name
            isUsable = mayBe
            isOwn = true
        } else if let words = answer.words, let preference = AnswerRank.phones.firstIndex(of: words.role) {
            // "Mobile plan budget" asks for no number.
            guard mayBe, likeness == .valid || !(answer.namesSpeakAgainstPhone || ContactText.isOtherNumber(value)) else { return nil }
            self.preference = preference
            evidence = .words
            isUsable = true
            isOwn = !words.isOfOthers
        } else {
            guard answer.mayBeGuessed, mayBe, AnswerRank.looksLikePhone(value, likeness, answer) else { return nil }
            preference = 0
            evidence = .look
            isUsable = true
            isOwn = true
        }
    }

    /// Bare digits are rather a code than a phone, unless the question is how to reach somebody.
    private static func looksLikePhone(_ value: String, _ likeness: PhoneLikeness, _ answer: LeadMapper.Answer) -> Bool {
        guard !answer.namesSpeakAgainstPhone, !answer.namesAskForOtherNumber, !ContactText.isOtherNumber(value) else { return false }
        switch likeness {
        case .none: return false
        case .written, .possible: return ContactText.isInternational(value) || answer.namesSpeakOfContact
        case .valid: return ContactText.isWrittenAsPhone(value) || answer.namesSpeakOfContact
        }
    }

    /// Nil for an answer that is no e-mail address.
    init?(email answer: LeadMapper.Answer) {
        guard let value = answer.values.first, answer.chosen == nil else { return nil }
        let looks = ContactText.looksLikeEmail(value)
        likeness = .none
        isUsable = looks
        if let role = answer.role {
            guard let preference = AnswerRank.emails.firstIndex(of: role) else { return nil }
            self.preference = preference
            evidence = answer.isTyped ? .type : .name
            isOwn = true
        } else {
            guard answer.mayBeGuessed, looks else { return nil }
            let words = answer.words.flatMap { AnswerRank.emails.firstIndex(of: $0.role) }
            preference = words ?? 0
            evidence = words == nil ? .look : .words
            isOwn = answer.words?.isOfOthers != true
        }
    }
}
