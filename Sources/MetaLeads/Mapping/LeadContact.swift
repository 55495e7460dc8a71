/// Who a lead is, as far as its answers tell.
public struct LeadContact: Sendable, Hashable {
    public var name: String?
    public var company: String?
    public var phone: String?
    public var email: String?
    /// All answers that are not one of the four, in the order given, choices in the words that the person saw.
    public var other: [LeadAnswer]
    /// Made with Meta's Lead Ads Testing Tool.
    public var isTest: Bool

    public init(
        name: String? = nil, company: String? = nil, phone: String? = nil, email: String? = nil,
        other: [LeadAnswer] = [], isTest: Bool = false
    ) {
        self.name = name
        self.company = company
        self.phone = phone
        self.email = email
        self.other = other
        self.isTest = isTest
    }
}
