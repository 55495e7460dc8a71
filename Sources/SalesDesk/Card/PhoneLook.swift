import CRM

/// What stands beside a telephone number on the customer's card.
enum PhoneLook {
    /// The number's country, and what was written where more than its spaces were changed to show it.
    static func asides(_ raw: String, in state: DeskState) -> [String] {
        let phones = state.configuration.phones
        guard let number = phones.number(raw) else { return [] }
        let shown = phones.text(raw)
        return [number.country?.name, bare(shown) == bare(raw) ? nil : "written \(raw)"].compactMap { $0 }
    }

    private static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
