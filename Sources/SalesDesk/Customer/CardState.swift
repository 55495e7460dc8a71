import CRM

/// The customer card: one customer with its lead and its timeline.
struct CardState: Sendable {
    let id: Customer.ID
    /// Nil until it was read.
    var content: CardContent?
    /// The column that `e` edits.
    var field = CustomerField.customerName
    var top = 0
    /// The list of what happened from which it was opened: it is there again when the card is closed.
    var history: HistoryPane?

    var customer: Customer? { content?.customer }
}
