import CRM

/// The text beside a telephone number on the customer's card.
enum PhonePresentation {
    /// The number's country with the time there, and what was written where other digits are shown.
    static func asides(_ raw: String, in state: DeskState) -> [String] {
        let phones = state.configuration.phones
        guard let number = phones.number(raw) else {
            let isWords = !raw.contains { $0.isNumber } && !Placeholder.isBlank(raw, in: .phoneNumber)
            return isWords ? ["not a telephone number"] : []
        }
        let country = number.country.map { country in
            let time = state.configuration.countryTimes.time(in: country, at: state.now)
            return time.map { "\(country.name), \($0) there" } ?? country.name
        }
        return [country, digits(phones.text(raw)) == digits(raw) ? nil : "written \(raw)"].compactMap { $0 }
    }

    /// The number that stands there was somebody else's.
    static func isWrong(_ customer: Customer) -> Bool {
        !customer.phoneNumber.isEmpty && customer.contact.wrongNumber == customer.phoneNumber
    }

    private static func digits(_ text: String) -> String { text.filter(\.isNumber) }
}
