import Foundation

/// The journal of webhook events: durable before Meta is answered, and the intake's list of work.
public protocol JournalStoring: Sendable {
    /// Writes all deliveries in one durable transaction (on the disk when the call returns) and gives their events in order. Leads
    /// of erased people are `ignored`, and neither their ids nor what was posted about them are kept. An event is written `blocked` only
    /// where ``record(_:at:)`` would leave it so: otherwise its page has come meanwhile, and it is `received`.
    func append(_ deliveries: [Delivery]) throws -> [WebhookEvent]
    /// The use of the journal by events received since then that no app secret has signed, of pages that nobody has.
    func unknownPageUsage(since: Date) throws -> UnknownPageUsage
    /// True when the journal can be written now.
    func canWrite() -> Bool

    /// Puts events left in `fetching` back to `received`: those that this process took, or where one process at a time does the intake all, for
    /// another one has ended.
    func recoverFetching() throws
    /// Takes up to `limit` events that are due (`received`, or `waiting` with its time come, or with a time that is more than two days
    /// ahead, which no plan reaches: the clock was set back since), the oldest of each page and each page's first before anybody's second, none of the pages in `except`, no more than `perPage` of one page. Gives them oldest first and marks them `fetching` with one more attempt.
    func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent]
    /// Says with the events of a page that would be due before then why they are left until then; their states stay.
    func explainWait(of page: String, until end: Date, _ why: String, reason: EventReason, remedy: String) throws
    /// Makes the `waiting` events due that wait for one of these reasons, or for any, of one page when given, with what is known of them. Those
    /// that are due within a minute are left.
    func hasten(_ reasons: Set<EventReason>?, of page: String?, at now: Date) throws
    /// When the next `waiting` event is due; nil when none waits.
    func nextDue() throws -> Date?

    /// How often a process must call ``renewLeases()`` while it fetches, in seconds, where several fetch at once; nil where one at a time does.
    var leaseBeat: TimeInterval? { get }
    /// Says that this process still works on the events that it took, which others may take else. Gives those that are still its own.
    func renewLeases() throws -> Set<WebhookEvent.ID>
    /// Seconds until ``takeDue(at:limit:perPage:except:)`` may take events of another process that does not renew its leases; nil when none has
    /// any.
    func leaseEnd() throws -> TimeInterval?

    /// The customer that a lead became, if it is here already.
    func customer(ofLead leadgenID: String) throws -> Customer?
    /// Records how attempts at events ended, one after the other and in one transaction for all, since each waits for the disk.
    ///
    /// A lead that was read: its customer in the page's user's "Meta Ads Leads" (spreadsheet made when missing), its lead, its timeline,
    /// and every event of the lead `saved`. The same lead again makes no second customer.
    ///
    /// A settlement: an event can only be `blocked` while its page is, or is unknown, or has no access token: otherwise what it should
    /// wait for has come meanwhile, and it is due again at once. One that was saved or ignored meanwhile stays so.
    ///
    /// Gives what became of each, in order, nil for a settlement. Without effect on the others, an attempt fails with ``StoreError/intakeTaken``
    /// when another process has taken its event since, a lead with ``StoreError/pageUnknown(_:)`` when the page has no user, with ``StoreError/leadErased`` when the lead's person was erased, with
    /// ``StoreError/formMappedMeanwhile`` when it was read with a mapping of its form that counts no more. Throws when nothing could be
    /// written.
    func record(_ ends: [(event: WebhookEvent.ID, end: AttemptEnd)], at now: Date) throws -> [Result<SavedLead?, StoreError>]

    /// Up to `limit` events, newest first, older than `before` when given, of one state when given, of a user's pages (and of
    /// pages without a user) when given.
    func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow]
    /// Events newer than `after`, or of the ids given, oldest first: for `feed --follow`.
    func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow]
    func event(_ id: WebhookEvent.ID) throws -> FeedRow?
    /// The body of the POST that brought the event, byte for byte, and the Graph API's answer where there is one.
    func raw(of event: WebhookEvent.ID) throws -> RawEvent?
    /// Makes events due now, whatever they were waiting for; `saved` and `ignored` ones are left, and so are those of pages that nobody
    /// has: there is nobody to ask. What is known of a pause that Meta asked for stays, for it may last. Nil: all that wait, are blocked or failed, of the user's pages when given. The hook is run again where it
    /// failed for the event's lead. Gives how many.
    func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int
    /// The number of events in each state.
    func eventCounts() throws -> [EventState: Int]
    /// Events received in each of the `buckets` equal spans of time before `now`, oldest first, of a user's pages (and of none's).
    func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int]
}

/// One POST of the webhook, or one lead that the catch-up found, to be written to the journal.
public struct Delivery: Hashable, Sendable {
    public var receivedAt: Date
    /// The body as it came.
    public var body: [UInt8]
    public var events: [NewEvent]

    public init(receivedAt: Date, body: [UInt8], events: [NewEvent]) {
        self.receivedAt = receivedAt
        self.body = body
        self.events = events
    }
}

/// How much of the journal strangers have filled.
public struct UnknownPageUsage: Hashable, Sendable {
    /// When the first of it came; nil when there is none.
    public var since: Date?
    public var events: Int
    /// Of the bodies.
    public var bytes: Int

    public init(since: Date? = nil, events: Int = 0, bytes: Int = 0) {
        self.since = since
        self.events = events
        self.bytes = bytes
    }
}

/// An event of a delivery before it has an id.
public struct NewEvent: Hashable, Sendable {
    public var kind: EventKind
    public var pageID: String
    public var leadgenID: String?
    public var formID: String?
    public var adID: String?
    public var createdTime: Date?
    public var signatureChecked: Bool
    /// `received`, or `blocked` while its page is unknown, or an end for what needs no work.
    public var state: EventState
    public var error: String?
    public var reason: EventReason?
    public var remedy: String?
    public var source: EventSource
    /// Meta tells of leads without saying which: the page's next catch-up is due at once.
    public var wantsCatchUp: Bool

    public init(
        kind: EventKind, pageID: String, leadgenID: String? = nil, formID: String? = nil, adID: String? = nil, createdTime: Date? = nil,
        signatureChecked: Bool, state: EventState = .received, error: String? = nil, reason: EventReason? = nil, remedy: String? = nil,
        source: EventSource = .webhook, wantsCatchUp: Bool = false
    ) {
        self.kind = kind
        self.pageID = pageID
        self.leadgenID = leadgenID
        self.formID = formID
        self.adID = adID
        self.createdTime = createdTime
        self.signatureChecked = signatureChecked
        self.state = state
        self.error = error
        self.reason = reason
        self.remedy = remedy
        self.source = source
        self.wantsCatchUp = wantsCatchUp
    }
}

/// How an attempt at an event ended.
public enum AttemptEnd: Hashable, Sendable {
    /// Its lead was read, and becomes a customer.
    case read(IncomingLead)
    /// It makes no customer.
    case settled(AttemptResult)
}

/// How an attempt ended that made no customer.
public struct AttemptResult: Hashable, Sendable {
    public var state: EventState
    public var nextAttemptAt: Date?
    public var error: String?
    public var reason: EventReason?
    public var remedy: String?
    /// Meta's own words.
    public var message: String?
    /// The plan by which it waits: one more failure of its kind. Nil where nothing failed, as when Meta asked for a pause.
    public var plan: RetryPlan?

    public init(
        state: EventState, nextAttemptAt: Date? = nil, error: String? = nil, reason: EventReason? = nil, remedy: String? = nil,
        message: String? = nil, plan: RetryPlan? = nil
    ) {
        self.plan = plan
        self.reason = reason
        self.message = message
        self.state = state
        self.nextAttemptAt = nextAttemptAt
        self.error = error
        self.remedy = remedy
    }
}

/// A lead that was read, on its way to becoming a customer.
public struct IncomingLead: Hashable, Sendable {
    public var lead: Lead
    public var contact: LeadContact
    /// Today in the user's time zone: the mission's next call for a new customer.
    public var today: CalendarDay
    /// The mapping of its form that the contact was read with; nil where none was looked for.
    public var mapping: FormMapping?
    /// The users who are at the screens, one of whom it may be offered to (``OfferRules``).
    public var present: Set<User.ID>

    public init(
        lead: Lead, contact: LeadContact, today: CalendarDay, mapping: FormMapping? = nil, present: Set<User.ID> = []
    ) {
        self.lead = lead
        self.contact = contact
        self.today = today
        self.mapping = mapping
        self.present = present
    }
}

/// The customer of a lead, and whether it was made just now.
public struct SavedLead: Hashable, Sendable {
    public var customer: Customer
    public var userID: User.ID
    public var isNew: Bool
    /// Set when the lead became part of a row that was there, which `customer` then is.
    public var joined: JoinedLead?

    public init(customer: Customer, userID: User.ID, isNew: Bool, joined: JoinedLead? = nil) {
        self.customer = customer
        self.userID = userID
        self.isNew = isNew
        self.joined = joined
    }
}

/// The content of an event, as it came.
public struct RawEvent: Hashable, Sendable {
    public var body: [UInt8]
    public var graphAnswer: String?

    public init(body: [UInt8], graphAnswer: String?) {
        self.body = body
        self.graphAnswer = graphAnswer
    }
}
