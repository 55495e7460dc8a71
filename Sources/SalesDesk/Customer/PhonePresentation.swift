import CRM
import TerminalKit

/// The text beside a telephone number on the customer's card.
enum PhonePresentation {
    /// The number's country with the time there, and what was written where other digits are shown.
    static func asides(_ raw: String, in state: DeskState) -> [String] {
        let phones = state.configuration.phones
        guard phones.number(raw) != nil else {
            let isWords = !raw.contains { $0.isNumber } && !Placeholder.isBlank(raw, in: .phoneNumber)
            return isWords ? ["not a telephone number"] : []
        }
        let country = there(raw, in: state).map { $0.isNight ? "\($0.text) \(nightMark)" : $0.text }
        return [country, digits(phones.text(raw)) == digits(raw) ? nil : "written \(raw)"].compactMap { $0 }
    }

    /// The same in `room` cells, with `gap` cells between them: where the country has no room, the time there stands alone.
    static func asides(_ raw: String, in state: DeskState, room: Int, gap: Int) -> [String] {
        var texts = asides(raw, in: state)
        if let first = texts.first, TextWidth.of(first) > room, let brief = brief(raw, in: state) { texts[0] = brief }
        var left = room
        return texts.filter { text in
            guard TextWidth.of(text) <= left else { return false }
            left -= TextWidth.of(text) + gap
            return true
        }
    }

    /// `14:32 there`, with the mark of the night; nil where it is not one time.
    static func brief(_ raw: String, in state: DeskState) -> String? {
        guard let country = state.configuration.phones.number(raw)?.country,
            let time = state.configuration.countryTimes.time(in: country, at: state.now)
        else { return nil }
        return time.isNight ? "\(time) there \(nightMark)" : "\(time) there"
    }

    /// The number's country with the time there, `Italy, 14:32 there`, and whether people there are not to be called now; nil for a number
    /// of no one country.
    static func there(_ raw: String, in state: DeskState) -> (text: String, isNight: Bool)? {
        guard let country = state.configuration.phones.number(raw)?.country else { return nil }
        guard let time = state.configuration.countryTimes.time(in: country, at: state.now) else { return (country.name, false) }
        return ("\(country.name), \(time) there", time.isNight)
    }

    /// Beside the time of a place where it is night.
    static let nightMark = "z"

    /// The number that stands there was somebody else's.
    static func isWrong(_ customer: Customer) -> Bool {
        !customer.phoneNumber.isEmpty && customer.contact.wrongNumber == customer.phoneNumber
    }

    private static func digits(_ text: String) -> String { text.filter(\.isNumber) }
}
