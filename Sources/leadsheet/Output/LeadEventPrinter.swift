import CRM

/// Prints lead events as JSON, one a line, from one on.
struct LeadEventPrinter {
    private let store: AnyStore
    private let user: User.ID?
    private var last: LeadEvent.ID
    private static let portion = 100

    /// Begins behind the event `last`; with a user only those of their customers.
    init(_ store: AnyStore, after last: LeadEvent.ID, user: User.ID?) {
        self.store = store
        self.last = last
        self.user = user
    }

    /// Prints what there is and has not been printed. A customer that was deleted meanwhile is left out.
    mutating func printNew() throws {
        while true {
            let events = try store.leadEvents(after: last, user: user, limit: Self.portion)
            for event in events {
                if let customer = event.customer { try Output.text(LeadEventLine.json(event, customer) + "\n") }
                last = event.id
            }
            guard events.count == Self.portion else { return }
        }
    }
}
