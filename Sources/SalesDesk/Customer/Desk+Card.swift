import CRM
import TerminalKit

/// The customer card: opening, moving among its fields, scrolling its timeline.
extension Desk {
    static func openCard(_ id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        if state.card == nil {
            state.toast = nil
            if state.sheets.grid?.selectedID == id { state.sheets.grid?.choose(id) }
        }
        var card = CardState(id: id)
        card.field = state.sheets.column
        card.history = state.card?.history
        // The facts that a list has are shown at once; lead and timeline follow.
        if let known = customer(id, in: state) { card.content = CardContent(customer: known, lead: nil, timeline: []) }
        state.card = card
        state.arrivedLeads.removeAll { $0.id == id }
        return [.customer(.loadCard(id))]
    }

    static func cardLoaded(_ content: CardContent, _ state: inout DeskState) -> [DeskEffect] {
        guard state.card?.id == content.customer.id else { return [] }
        state.card?.content = content
        showPending(&state)
        dropDealtWith([content.customer], &state)
        return passOver(content.customer, &state)
    }

    /// The row of the card was merged into another, whose card takes its place.
    static func cardMerged(_ id: Customer.ID, _ content: CardContent, _ state: inout DeskState) -> [DeskEffect] {
        guard let old = state.card, old.id == id else { return [] }
        state.card = CardState(id: content.customer.id, content: content, field: old.field, history: old.history)
        return []
    }

    static func moveCardField(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let card = state.card else { return [] }
        let fields = CardView.fields
        let index = (fields.firstIndex(of: card.field) ?? 0) + step
        state.card?.field = fields[min(max(index, 0), fields.count - 1)]
        // The remark scrolls with the rest; where the cursor is, is seen.
        state.card?.top = 0
        return []
    }

    static func scrollCard(_ lines: Int, _ state: inout DeskState) {
        guard let card = state.card else { return }
        let overflow = CardLayout(card, in: CardView.place(state)).overflow(state)
        state.card?.top = min(max(0, card.top + lines), overflow)
    }

    static func pressCardField(_ field: CustomerField, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        state.card?.field = field
        guard isDouble, let id = state.card?.id else { return [] }
        return editCell(id, field, &state)
    }
}
