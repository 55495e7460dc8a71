import CRM

/// The customer card: one customer with its lead and its timeline.
struct CardState: Sendable {
    let id: Customer.ID
    /// Nil until it was read.
    var content: CardContent?
    /// The column that `e` edits.
    var field = CustomerField.customerName
    var top = 0
    /// It stands beside a list, which has the keys, and follows its cursor.
    var isPreview = false
    /// The list of what happened from which it was opened: it is there again when the card is closed.
    var history: HistoryPane?

    var customer: Customer? { content?.customer }

    /// Shows what a person has just done with a customer, where it is the card's and not there yet.
    mutating func tell(_ note: Activity, of customer: Customer.ID) {
        guard id == customer, content?.timeline.contains(where: { $0.id == note.id }) == false else { return }
        content?.timeline.insert(note, at: 0)
    }

    /// Shows it no longer: the store has refused it.
    mutating func takeBack(_ note: Activity, of customer: Customer.ID) {
        if id == customer { content?.timeline.removeAll { $0.id == note.id } }
    }
}
