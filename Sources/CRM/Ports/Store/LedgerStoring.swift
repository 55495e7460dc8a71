import Foundation

/// The books of the catch-up: what Meta has, how far each form was read, and what is here.
public protocol LedgerStoring: Sendable {
    /// How far the catch-up of every page has come, in the order the pages were added.
    func catchUpPages() throws -> [CatchUpPage]
    /// Notes when a catch-up of a page ended, and what stood in its way; nil for nothing.
    func noteCatchUp(page: String, at: Date, problem: Problem?) throws
    /// Keeps Meta's counts of a page's forms. Forms that are not among them keep what was last known.
    func noteForms(_ forms: [FormCount], of page: String, at: Date) throws
    /// Up to when the leads of a form were read; nil before the first time.
    func mark(ofForm form: String, page: String) throws -> Date?
    /// Moves a form's mark; it never goes back.
    func setMark(_ mark: Date, ofForm form: String, page: String) throws
    /// Writes those deliveries to the journal of which no lead is a customer or in the journal, in one durable transaction, and gives
    /// their events.
    func appendMissing(_ deliveries: [Delivery]) throws -> [WebhookEvent]

    /// One row for each form of the pages of a user, or of all, in the order of the pages, then by name. It is counted, not read
    /// through, so it may be asked often.
    func ledger(user: User.ID?) throws -> [LedgerRow]
}

/// How far the catch-up of a page has come.
public struct CatchUpPage: Hashable, Sendable {
    public var pageID: String
    public var isBlocked: Bool
    /// When Meta last told of leads without saying which: a catch-up must find them.
    public var wantedAt: Date?
    /// When the last catch-up ended.
    public var endedAt: Date?
    public var problem: Problem?
    /// Meta has leads of the page, as far as is known.
    public var hasLeads: Bool

    public init(
        pageID: String, isBlocked: Bool = false, wantedAt: Date? = nil, endedAt: Date? = nil, problem: Problem? = nil,
        hasLeads: Bool = false
    ) {
        self.pageID = pageID
        self.isBlocked = isBlocked
        self.wantedAt = wantedAt
        self.endedAt = endedAt
        self.problem = problem
        self.hasLeads = hasLeads
    }
}

/// Meta's count of a form's leads.
public struct FormCount: Hashable, Sendable {
    public var formID: String
    public var name: String?
    /// Leads that Meta still has; nil when it does not tell.
    public var held: Int?

    public init(formID: String, name: String? = nil, held: Int? = nil) {
        self.formID = formID
        self.name = name
        self.held = held
    }
}
