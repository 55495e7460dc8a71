import CRM

/// The rows of one person: going from one to the other, and what follows when they become one.
extension Desk {
    /// Why there is no other row to go to; nil when there is.
    static func noOtherRow(_ state: DeskState) -> String? {
        guard let content = state.card?.content else { return "Still reading the customer." }
        return content.others.isEmpty ? "This person has no other row: nobody else has this phone number or e-mail." : nil
    }

    /// The person's next row in the order of arrival; behind the last comes the first, so that the same key leads back.
    static func openOtherRow(_ state: inout DeskState) -> [DeskEffect] {
        guard let card = state.card, let content = card.content else { return [] }
        let number = content.customer.enquiry?.number ?? 0
        let next = content.others.first { ($0.customer.enquiry?.number ?? 0) > number } ?? content.others.first
        guard let other = next?.customer else { return [] }
        // The other row is known already; its own card follows.
        state.card = CardState(
            id: other.id, content: CardContent(customer: other, lead: nil, timeline: []), field: card.field, history: card.history)
        return [.customer(.loadCard(other.id))]
    }

    /// Makes the rows of a customer's person one. Where their names are not one person's, the same key a second time does.
    static func mergeRows(of id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        let isAnswer = state.isAnswer("customer.merge", of: id)
        if isAnswer { state.toast = nil }
        return write(.mergeRows(of: id, ifAlike: !isAnswer), .merged, &state)
    }

    /// The cursor, and the card, go to the row that the others became.
    static func merged(_ applied: AppliedChange, _ state: inout DeskState) -> [DeskEffect] {
        guard let id = applied.customerID else { return [] }
        if state.sheets.grid?.rows.contains(where: { $0.id == id }) == true { state.sheets.grid?.selectedID = id }
        return []
    }
}
