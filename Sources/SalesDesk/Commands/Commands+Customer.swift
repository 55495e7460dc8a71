import CRM
import TerminalKit

/// What can be done with the customer under the cursor, in the grid and on its card.
extension CommandRegistry {
    private static func needsCustomer(_ state: DeskState) -> String? {
        state.currentCustomer == nil ? "There is no customer here. a adds one." : nil
    }

    static let customerCommands: [Command] = [
        Command("customer.status", "Set the status by its letter", hint: "status", rank: 30, keys: ["s"], in: [.grid, .card], disabled: needsCustomer) { state in
            state.currentCustomer.map { Desk.ask(.status($0.id), text: $0.status, &state) } ?? []
        },
        Command("customer.nextCall", "Set the next call: 17:30, tom 10, fri, 3d, - clears", hint: "next call", rank: 40, keys: ["d"], in: [.grid, .card], disabled: needsCustomer) { state in
            state.currentCustomer.map { Desk.askNextCall($0, &state) } ?? []
        },
        Command("customer.note", "Write a note into the timeline", hint: "note", rank: 85, keys: ["+", "m"], in: [.grid, .card], disabled: needsCustomer) { state in
            state.currentCustomer.map { Desk.ask(.note($0.id), &state) } ?? []
        },
        Command("customer.merge", "Merge all rows of this person into the first one; u splits them", keys: ["M"], in: [.grid, .card], disabled: needsCustomer) { state in
            state.currentCustomer.map { [.apply(.mergeRows(of: $0.id), .merged)] } ?? []
        },
        Command("customer.copyPhone", "Copy the phone number", keys: ["y"], in: [.grid, .card], disabled: needsCustomer) { state in
            guard let phone = state.currentCustomer?.phoneNumber else { return [] }
            return [.copy(state.configuration.phones.number(phone)?.e164 ?? phone, what: "the phone number")]
        },
        Command("customer.copyEmail", "Copy the e-mail address", keys: ["Y"], in: [.grid, .card], disabled: needsCustomer) { state in
            state.currentCustomer.map { [.copy($0.email, what: "the e-mail address")] } ?? []
        },
    ]
}
