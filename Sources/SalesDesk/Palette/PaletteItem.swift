import CRM
import TerminalKit

/// Something that the palette finds: a thing to do, a spreadsheet, a customer.
enum PaletteItem: Sendable {
    case command(Command)
    case spreadsheet(SpreadsheetSummary)
    case view(SavedView)
    case customer(Customer)

    /// The key that does the same without the palette.
    func key(_ keys: Keymap) -> String {
        if case .command(let command) = self { return keys.first(of: command.id, inField: false)?.description ?? "" }
        return ""
    }

    func title(_ keys: Keymap) -> String {
        switch self {
        case .command(let command): command.title(keys)
        case .spreadsheet(let summary): summary.spreadsheet.name
        case .view(let view): view.name
        case .customer(let customer): customer.customerName
        }
    }

    /// The text beside the title: why the item cannot be done, where it is done, what it is.
    func remark(_ state: DeskState) -> String {
        switch self {
        case .command(let command):
            if CommandRegistry.isHere(command, state) { return command.disabled(state) ?? "" }
            return command.places.first?.whereabouts ?? ""
        case .spreadsheet(let summary): return "spreadsheet, \(Numbers.count(summary.customers, "customer"))"
        case .view(let view): return "view, \(view.query)"
        case .customer(let customer):
            let sheet = state.sheets.summary(customer.spreadsheetID)?.spreadsheet.name
            return [state.configuration.phones.text(customer.phoneNumber), sheet].compactMap(\.self).joined(separator: ", ")
        }
    }

    /// The same in `room` cells: of a customer at least the number.
    func remark(_ state: DeskState, room: Int) -> String {
        let whole = remark(state)
        guard case .customer(let customer) = self, TextWidth.of(whole) > room else { return whole }
        return state.configuration.phones.text(customer.phoneNumber)
    }

    /// It can be done now.
    func isReady(_ state: DeskState) -> Bool {
        if case .command(let command) = self { return CommandRegistry.isHere(command, state) && command.disabled(state) == nil }
        return true
    }
}
