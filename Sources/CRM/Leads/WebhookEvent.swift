import Foundation

/// One lead notification as it arrived in a webhook, kept in the journal with its state.
public struct WebhookEvent: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    public let id: ID
    public var kind: EventKind
    public var receivedAt: Date
    /// The page the event speaks of; the entry's id where the event names none.
    public var pageID: String
    public var leadgenID: String?
    public var formID: String?
    public var adID: String?
    /// When the lead was submitted, as the event says.
    public var createdTime: Date?
    /// False when its page had no app secret to check the signature with.
    public var signatureChecked: Bool
    public var state: EventState
    /// Fetches begun so far.
    public var attempts: Int
    public var nextAttemptAt: Date?
    /// The kind of its last failure; `tries` counts those of that kind in a row. A limit of Meta's is none.
    public var plan: RetryPlan?
    public var tries: Int
    /// One sentence: why it waits, is blocked, failed or was ignored.
    public var error: String?
    /// The same as a code; nil where nothing is to be said, or an older version noted none.
    public var reason: EventReason?
    /// One sentence: what to do about the error.
    public var remedy: String?
    /// Meta's own words, and the number by which its support finds the call; nil where Meta said nothing.
    public var message: String?
    public var customerID: Customer.ID?
    /// From the webhook's arrival to the customer's row.
    public var milliseconds: Int?
    public var source: EventSource

    public init(
        id: ID, kind: EventKind, receivedAt: Date, pageID: String, leadgenID: String? = nil, formID: String? = nil, adID: String? = nil,
        createdTime: Date? = nil, signatureChecked: Bool = true, state: EventState, attempts: Int = 0, nextAttemptAt: Date? = nil,
        error: String? = nil, remedy: String? = nil, customerID: Customer.ID? = nil, milliseconds: Int? = nil,
        source: EventSource = .webhook, plan: RetryPlan? = nil, tries: Int = 0, reason: EventReason? = nil, message: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.receivedAt = receivedAt
        self.pageID = pageID
        self.leadgenID = leadgenID
        self.formID = formID
        self.adID = adID
        self.createdTime = createdTime
        self.signatureChecked = signatureChecked
        self.state = state
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.error = error
        self.remedy = remedy
        self.customerID = customerID
        self.milliseconds = milliseconds
        self.source = source
        self.plan = plan
        self.tries = tries
        self.reason = reason
        self.message = message
    }

    /// Until when it waits for a pause that Meta asked for; nil where it waits for something else, or for nothing.
    public var pausedUntil: Date? { state == .waiting && reason.map(EventReason.pauses.contains) == true ? nextAttemptAt : nil }

    /// The remedy for the error, with Meta's own words behind it; empty where there is nothing to say.
    public var advice: String { [remedy, message.map { "(\($0))" }].compactMap(\.self).joined(separator: " ") }
}

/// How an event came into the journal.
public enum EventSource: String, Sendable, Codable {
    /// Meta sent it.
    case webhook
    /// It was found missing when Meta's list of leads was compared with ours.
    case catchUp = "catch_up"
}

/// The subject of an event.
public enum EventKind: String, Sendable, Codable {
    /// A lead to fetch.
    case lead
    /// The dashboard's test: its lead does not exist.
    case test
    /// Another subscription, or a notification without a lead's id: nothing to fetch.
    case other
}

/// The states of an event; `saved`, `ignored` and `failed` are ends, though `failed` can be brought back.
public enum EventState: String, Sendable, Codable, CaseIterable {
    /// In the journal, not looked at yet.
    case received
    case fetching
    case saved
    /// To be tried again at a time.
    case waiting
    /// To be tried again when a person has changed something: the page's settings, a permission.
    case blocked
    case ignored
    case failed
}

/// An event with the names that the feed shows.
public struct FeedRow: Hashable, Sendable, Identifiable {
    public var event: WebhookEvent
    public var pageName: String?
    public var formName: String?
    public var customerName: String?
    /// The name of the user to whom its lead is offered; nil where it is not, or not any more.
    public var offeredTo: String?

    public var id: WebhookEvent.ID { event.id }

    public init(
        event: WebhookEvent, pageName: String? = nil, formName: String? = nil, customerName: String? = nil, offeredTo: String? = nil
    ) {
        self.event = event
        self.pageName = pageName
        self.formName = formName
        self.customerName = customerName
        self.offeredTo = offeredTo
    }
}

/// The plan by which a waiting event is tried again: each has times of its own, and failures under one say nothing under the other.
public enum RetryPlan: String, Sendable, Codable {
    /// A trouble that should pass by itself.
    case passing
    /// Meta says that the lead does not exist, or may not be read.
    case missing
}
