import CRM
import TerminalKit

/// The commands that work on the customer card.
extension CommandRegistry {
    static let cardCommands: [Command] = [
        Command(
            "card.edit", "Edit the field", hint: "edit", rank: 45, keys: ["e", "F2"], in: [.card], onRow: true, disabled: readsOnly
        ) { state in
            state.card.map { Desk.editCell($0.id, $0.field, &state) } ?? []
        },
        Command(
            "card.enter", "Edit the field; between two calls, take the lead that has come", keys: ["Enter"], in: [.card], onRow: true,
            disabled: { $0.loop?.offer == nil ? readsOnly($0) : nil }
        ) { state in
            if state.loop?.offer != nil { return Desk.takeOffer(&state) }
            return state.card.map { Desk.editCell($0.id, $0.field, &state) } ?? []
        },
        Command("card.down", "Next field", keys: ["Down", "j", "Tab"], in: [.card]) { Desk.moveCardField(1, &$0) },
        Command("card.up", "Previous field", keys: ["Up", "k", "Shift-Tab"], in: [.card]) { Desk.moveCardField(-1, &$0) },
        Command("card.next", "Next customer", hint: "next", rank: 48, keys: ["Right", "l", "]"], in: [.card]) { Desk.turnCard(1, &$0) },
        Command("card.former", "Previous customer", keys: ["Left", "h", "[", "Backspace"], in: [.card]) { Desk.turnCard(-1, &$0) },
        Command("card.person", "This person's other row, and back", keys: ["p"], in: [.card], disabled: Desk.noOtherRow) {
            Desk.openOtherRow(&$0)
        },
        Command("card.scrollDown", "Scroll the timeline down", keys: ["PageDown", "Space"], in: [.card]) { state in
            Desk.scrollCard(5, &state)
            return []
        },
        Command("card.scrollUp", "Scroll the timeline up", keys: ["PageUp"], in: [.card]) { state in
            Desk.scrollCard(-5, &state)
            return []
        },
        Command(
            "form.map", "Form: choose which answer fills which field", hint: "form", rank: 88, keys: ["F", "F6"], in: [.card, .meta],
            disabled: Desk.whyNoForms
        ) {
            Desk.openForms(&$0)
        },
        Command(
            "card.delete", "Delete the customer (\(key: "undo") undoes)", keys: ["Delete", "X"], in: [.card], onRow: true,
            disabled: readsOnly
        ) { state in
            guard let id = state.card?.id else { return [] }
            // Shown as gone before the card is: the card knows the customer where the list has not read it.
            let effects = Desk.write(.deleteCustomer(id), .said, &state)
            if state.loop != nil { return effects + Desk.stepLoop(1, &state) }
            Desk.closeCard(&state)
            return effects
        },
        Command("card.close", "Back to the list", hint: "list", rank: 87, keys: ["Escape"], in: [.card]) { Desk.back(&$0, leaves: false) },
    ]
}
