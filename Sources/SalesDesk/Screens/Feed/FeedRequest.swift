import CRM

/// Rows that the feed asks for.
public struct FeedRequest: Hashable, Sendable {
    public var before: WebhookEvent.ID?
    public var state: EventState?
    public var limit: Int
}

/// The numbers above the feed.
public struct FeedSummary: Hashable, Sendable {
    /// Arrivals in equal spans of the last day, oldest first.
    public var arrivals: [Int]
    public var today: Int

    public init(arrivals: [Int], today: Int) {
        self.arrivals = arrivals
        self.today = today
    }
}
