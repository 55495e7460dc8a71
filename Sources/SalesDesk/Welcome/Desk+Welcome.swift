import CRM
import TerminalKit

/// The first minutes: who works here, and where their telephone numbers belong.
extension Desk {
    /// Keys of "Who are you?": nothing else is done before somebody is chosen.
    static func whoKey(_ key: LayerKey, _ pane: WhoPane, _ state: inout DeskState) -> [DeskEffect] {
        var next = pane
        switch key {
        case .next: next.move(by: 1)
        case .previous: next.move(by: -1)
        case .answer: return chooseUser(pane.selected, pane)
        case .cancel: return askWho(&state)
        default: next.move(by: key.rows(page: overlayPage(state)) ?? 0)
        }
        state.overlay = .who(next)
        return []
    }

    /// Says what is asked, at a key that does nothing before it is answered.
    static func askWho(_ state: inout DeskState) -> [DeskEffect] {
        let (choose, quit) = (state.keys.of("prompt.answer"), state.keys.of("quit"))
        state.say("First say who you are: a digit, or \(choose) on your name. \(quit) quits.", .info)
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

    /// Makes a spreadsheet to put the first customer into. Where it cannot be made, the prompt has the words when it is opened again.
    static func addFirstCustomer(_ fields: [CustomerField: String], _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        let kept = state.keep(Draft(prompt.fields.map(\.text), at: state.now), for: prompt.purpose)
        state.prompt = nil
        return kept + write(.createSpreadsheet(name: "Customers", description: ""), .addCustomer(fields), &state)
    }
}
