import CRM
import TerminalKit

/// The first minutes: who works here, and where their telephone numbers belong.
extension Desk {
    /// Keys of "Who are you?": nothing else is done before somebody is chosen.
    static func whoKey(_ stroke: KeyStroke, _ pane: WhoPane, _ state: inout DeskState) -> [DeskEffect] {
        var next = pane
        let command = state.keys.command(for: stroke, in: [.lists, .everywhere])
        switch stroke.key {
        case .down, .tab: next.move(by: 1)
        case .up, .backTab: next.move(by: -1)
        case .home: next.selected = 0
        case .end: next.move(by: pane.users.count)
        case .enter: return chooseUser(pane.selected, pane)
        case .character(let letter) where stroke.modifiers.isEmpty && letter.wholeNumberValue != nil:
            return chooseUser((letter.wholeNumberValue ?? 0) - 1, pane)
        case _ where ["quit", "quit.how", "back"].contains(command?.id): return [.leave]
        case _ where command?.id == "move.down": next.move(by: 1)
        case _ where command?.id == "move.up": next.move(by: -1)
        default: break
        }
        state.overlay = .who(next)
        return []
    }

    /// The user in this row; nothing where there is none.
    static func chooseUser(_ row: Int, _ pane: WhoPane) -> [DeskEffect] {
        pane.users.indices.contains(row) ? [.become(pane.users[row])] : []
    }

    // MARK: Country

    static func answerCountry(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        guard let country = Country.find(text) else {
            state.prompt?.problem = "no such country: two letters, such as IT"
            return []
        }
        state.prompt = nil
        return country == state.configuration.user.country ? [] : [.setCountry(country)]
    }

    /// A sentence that says what becomes of the user's numbers without a country code.
    static func countrySentence(_ state: DeskState) -> String {
        guard let country = state.configuration.user.country else {
            return "Your country is not set: local phone numbers are not recognised. \(state.keys.of("user.country")) sets it."
        }
        let code = [country.code, country.callingCode].compactMap(\.self).joined(separator: ", ")
        return "Your phone numbers are those of \(country.name) (\(code)). \(state.keys.of("user.country")) changes the country."
    }

    // MARK: Trying it

    /// Nil on a first start, where nothing waits for a lead while the simulated ones are looked at; otherwise why not.
    static func whyNoTrial(_ state: DeskState) -> String? {
        if state.configuration.isSimulated { return "The leads here are simulated already." }
        guard state.sheets.isLoaded, state.sheets.summaries.isEmpty, state.hasNoPage else {
            return "This is for a first start, and your work is here. In a shell leadsheet demo shows simulated leads."
        }
        return nil
    }

    // MARK: The first customer

    /// A spreadsheet to put the first customer into, then the customer's fields.
    static func addFirstCustomer(_ state: inout DeskState) -> [DeskEffect] {
        [.apply(.createSpreadsheet(name: "Customers", description: ""), .addCustomer)]
    }
}
