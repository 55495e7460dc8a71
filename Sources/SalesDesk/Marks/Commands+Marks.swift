import CRM
import TerminalKit

/// Marking rows, and moving customers to other spreadsheets.
extension CommandRegistry {
    private static func needsSelection(_ state: DeskState) -> String? {
        state.marking?.selected == nil ? "There is no row to mark." : nil
    }

    static let markCommands: [Command] = [
        Command(
            "mark.toggle", "Mark the customer, and go down", hint: "mark", rank: 65, keys: ["Space"], in: Command.Place.listsOfCustomers,
            onRow: true, disabled: needsSelection
        ) { Desk.toggleMark(&$0) },
        Command(
            "mark.all", "Mark all that the list shows", keys: ["V"], in: Command.Place.listsOfCustomers, disabled: needsSelection
        ) { Desk.markAll(&$0) },
        Command(
            "mark.again", "Mark again what was marked last", keys: ["A"], in: Command.Place.listsOfCustomers,
            disabled: { state in
                guard state.marking.flatMap({ state.marked.before[$0.list] }) == nil else { return nil }
                return "Nothing was marked here before. \(state.keys.of("mark.toggle")) marks a row."
            }
        ) { Desk.markAgain(&$0) },
        Command(
            "mark.none", "Unmark all (\(key: "cancel") does, too)", keys: [], in: Command.Place.listsOfCustomers,
            disabled: { $0.marks == nil ? "Nothing is marked. \($0.keys.of("mark.toggle")) marks a row." : nil }
        ) { state in
            _ = Desk.unmark(&state)
            return []
        },
        Command(
            "customer.move", "Move to another spreadsheet, or give to a colleague", hint: "move", rank: 70, keys: [">"],
            in: Command.Place.ofCustomers, onRow: true, disabled: readsOnly
        ) { Desk.askTransfer(copies: false, &$0) },
        Command(
            "customer.copy", "Copy to another spreadsheet, as a customer of its own", keys: [], in: Command.Place.ofCustomers, onRow: true,
            disabled: needsCustomer
        ) { Desk.askTransfer(copies: true, &$0) },
    ]
}
