import CRM
import TerminalKit

/// The commands for the customer under the cursor, in the grid and on its card.
extension Command.Place {
    /// The lists of customers.
    static let listsOfCustomers: [Command.Place] = [.grid, .calls]
    /// Wherever the keys act on one customer.
    static let ofCustomers = listsOfCustomers + [.card]
}

extension CommandRegistry {
    static func needsCustomer(_ state: DeskState) -> String? {
        state.currentCustomer == nil && state.marks == nil ? "No customer is selected. \(state.keys.of("customer.add")) adds one." : nil
    }

    /// Why the spreadsheet of the customer, or of all marked ones, is not this user's to write in; nil where it is. The store says so too, of a
    /// right that was taken away since.
    static func readsOnly(_ state: DeskState) -> String? {
        let sheet = state.marks == nil ? state.currentCustomer?.spreadsheetID : state.markedSpreadsheet
        return needsCustomer(state) ?? sheet.flatMap(state.readsOnly)
    }

    static let customerCommands: [Command] = [
        Command(
            "customer.call", "Call: copy the number, and say how it ended", hint: "call", rank: 10, keys: ["c"],
            in: Command.Place.ofCustomers,
            onRow: true, disabled: { readsOnly($0) ?? Desk.refusesCalls($0) }
        ) { state in
            Desk.callThroughMarked(&state) ?? state.currentCustomer.map { Desk.askCall($0, &state) } ?? []
        },
        Command(
            "customer.status", "Set the status", hint: "status", rank: 40, keys: ["s"], in: Command.Place.ofCustomers, onRow: true,
            disabled: readsOnly
        ) { state in
            Desk.askMarked(.status, &state) ?? state.currentCustomer.map { Desk.ask(.status($0.id), text: $0.status, &state) } ?? []
        },
        Command(
            "customer.nextCall", "Set the next call: 17:30, tom 10, fri, 3d, - clears", hint: "next call", rank: 25, keys: ["d"],
            in: Command.Place.ofCustomers, onRow: true, disabled: readsOnly
        ) { state in
            Desk.askMarked(.nextCall, &state) ?? state.currentCustomer.map { Desk.askNextCall($0, &state) } ?? []
        },
        Command(
            "customer.note", "Add a note", hint: "note", rank: 20, keys: ["+", "m"], in: Command.Place.ofCustomers, onRow: true,
            disabled: readsOnly
        ) { state in
            Desk.askMarked(.note, &state) ?? state.currentCustomer.map { Desk.ask(.note($0.id), &state) } ?? []
        },
        Command(
            "customer.merge", "Merge this person's rows (\(key: "undo") undoes)", keys: ["M"], in: Command.Place.ofCustomers, onRow: true,
            disabled: readsOnly
        ) { state in
            state.currentCustomer.map { Desk.mergeRows(of: $0.id, &state) } ?? []
        },
        Command(
            "customer.take", "Take the lead, so that no colleague calls it, or give it back", keys: ["i"], in: Command.Place.ofCustomers,
            onRow: true, disabled: readsOnly
        ) { state in
            guard let customer = state.currentCustomer else { return [] }
            let isOwn = customer.claim?.userID == state.configuration.user.id
            return Desk.write(.claimCustomer(customer.id, isOwn ? .release : .take), .said, &state)
        },
        Command(
            "customer.free", "Free the lead that a colleague has taken in a spreadsheet of yours", keys: [], in: Command.Place.ofCustomers,
            onRow: true,
            disabled: { state in
                readsOnly(state) ?? (state.currentCustomer?.claim == nil ? "Nobody has taken this customer." : nil)
            }
        ) { state in
            state.currentCustomer.map { Desk.write(.claimCustomer($0.id, .release), .said, &state) } ?? []
        },
        Command(
            "customer.copyPhone", "Copy the phone number", keys: ["y"], in: Command.Place.ofCustomers, onRow: true, disabled: needsCustomer
        ) {
            state in
            guard let phone = state.currentCustomer?.phoneNumber, !phone.isEmpty else {
                state.say("There is no phone number to copy.", .info)
                return []
            }
            return [.copy(state.configuration.phones.number(phone)?.e164 ?? phone, what: state.configuration.phones.text(phone))]
        },
        Command(
            "customer.copyEmail", "Copy the e-mail address", keys: ["Y"], in: Command.Place.ofCustomers, onRow: true,
            disabled: needsCustomer
        ) {
            state in
            guard let email = state.currentCustomer?.email, !email.isEmpty else {
                state.say("There is no e-mail address to copy.", .info)
                return []
            }
            return [.copy(email, what: email)]
        },
        Command(
            "preview.toggle", "Show the customer's card beside the list, in a wide window, or hide it", keys: ["v"],
            in: Command.Place.listsOfCustomers
        ) { Desk.togglePreview(&$0) },
    ]
}
