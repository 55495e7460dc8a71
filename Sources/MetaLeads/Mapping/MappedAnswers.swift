/// A lead's answers by what they fill: who it is, as far as they tell.
public struct MappedAnswers: Sendable, Hashable {
    public var name: String?
    public var company: String?
    public var phone: String?
    public var email: String?
    /// The answers that were chosen for the remark, choices in the words that the person saw.
    public var remarks: [LeadAnswer]
    /// All other answers, in the order given, choices in the words that the person saw.
    public var other: [LeadAnswer]
    /// Made with Meta's Lead Ads Testing Tool.
    public var isTest: Bool

    public init(
        name: String? = nil, company: String? = nil, phone: String? = nil, email: String? = nil,
        remarks: [LeadAnswer] = [], other: [LeadAnswer] = [], isTest: Bool = false
    ) {
        self.name = name
        self.company = company
        self.phone = phone
        self.email = email
        self.remarks = remarks
        self.other = other
        self.isTest = isTest
    }
}
