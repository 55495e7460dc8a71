/// One change of one entry of a delivery.
public struct WebhookChange: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case lead(LeadNotice)
        /// The App Dashboard's Test button: the lead does not exist at Meta.
        case test(LeadNotice)
        /// The app's subscription has "Include Values" off: there is a lead, but its id is not told.
        case valuesOff
        /// Not about leads.
        case other
        /// A lead change that cannot be used; the sentence says why.
        case unreadable(String)
    }

    /// The entry's id (the page's), empty when missing or when it cannot be one.
    public let entryID: String
    /// When Meta sent the entry, Unix seconds; not when the lead was made.
    public let entryTime: Int64?
    /// The subscribed field, such as `leadgen`; empty when missing.
    public let field: String
    public let kind: Kind
    /// The change's own JSON, byte for byte; nil where an entry has no changes.
    public let raw: [UInt8]?

    /// False for what is nobody's business here, such as messages and comments (Meta: webhooks for pages, fields).
    public var isAboutLeads: Bool {
        switch kind {
        case .lead, .test, .valuesOff, .unreadable: true
        case .other: field.contains("lead")
        }
    }

    public init(entryID: String, entryTime: Int64?, field: String, kind: Kind, raw: [UInt8]? = nil) {
        self.entryID = entryID
        self.entryTime = entryTime
        self.field = field
        self.kind = kind
        self.raw = raw
    }
}
