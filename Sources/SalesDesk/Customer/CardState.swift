import CRM

/// The customer card: one customer with its lead and its timeline.
struct CardState: Sendable {
    let id: Customer.ID
    /// Nil until it was read.
    var content: CardContent?
    /// The column that `e` edits.
    var field = CustomerField.customerName
    var top = 0

    var customer: Customer? { content?.customer }
}
