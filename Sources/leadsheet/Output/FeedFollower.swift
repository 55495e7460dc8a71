import CRM

/// Follows the journal: gives new events, and those again whose state has changed since.
struct FeedFollower {
    /// Events shown that have not come to an end, with the state they were shown in. Bounded: the oldest are let go.
    private var open: [WebhookEvent.ID: EventState] = [:]
    private var newest: WebhookEvent.ID
    private let user: User.ID?
    private let state: EventState?
    private static let most = 10_000

    /// Starts behind the event `newest` (0: from the beginning).
    init(after newest: WebhookEvent.ID, user: User.ID?, state: EventState?) {
        self.newest = newest
        self.user = user
        self.state = state
    }

    /// Takes note of an event that was shown already.
    mutating func noteShown(_ event: WebhookEvent) {
        newest = max(newest, event.id)
        open[event.id] = [.saved, .ignored, .failed].contains(event.state) ? nil : event.state
        if open.count > Self.most, let oldest = open.keys.min() { open[oldest] = nil }
    }

    /// The rows that are to be shown now, oldest first.
    mutating func news(from store: AnyStore) throws -> [FeedRow] {
        var rows: [FeedRow] = []
        for (id, shown) in open.sorted(by: { $0.key < $1.key }) {
            guard let row = try store.event(id) else {
                open[id] = nil
                continue
            }
            if row.event.state != shown { rows.append(row) }
        }
        while true {
            let page = try store.events(after: newest, user: user, limit: 500)
            for row in page { newest = max(newest, row.event.id) }
            rows += page
            if page.count < 500 { break }
        }
        for row in rows { noteShown(row.event) }
        return rows.filter { state == nil || $0.event.state == state }
    }
}
