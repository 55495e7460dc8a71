import CRM
import TerminalKit

/// The texts and colours of a customer's age and next call, the same in the grid and on the card.
enum CustomerPresentation {
    /// The age of a lead: running and coloured until somebody deals with it, then still and dim. Empty for a customer without a lead.
    static func age(_ customer: Customer, in state: DeskState) -> (text: String, style: Style) {
        guard let age = LeadAge(of: customer, hours: state.configuration.workingHours, zone: state.configuration.zone) else {
            return ("", .dim)
        }
        let text = age.text(at: state.now)
        if age.isFrozen || state.configuration.statuses.type(of: customer.status) != .open { return (text, .dim) }
        switch age.level(at: state.now) {
        case .good: return (text, .good.bolded())
        case .warning: return (text, .warning.bolded())
        case .fault: return (text, .fault.bolded())
        case .plain: return (text, .plain)
        }
    }

    /// The same in few cells: what can be missed goes first, never the time.
    static func nextCall(_ customer: Customer, width: Int, in state: DeskState) -> (text: String, style: Style) {
        let (text, style) = nextCall(customer, in: state)
        guard TextWidth.of(text) > width else { return (text, style) }
        guard let call = customer.nextCall else { return ("– none", style) }
        let day = call.day.number - state.today.number
        let words = text.split(separator: " ")
        if day == -1 { return (["yest.", call.time?.description].compactMap { $0 }.joined(separator: " "), style) }
        if day == 1 { return (["tom", call.time?.description].compactMap { $0 }.joined(separator: " "), style) }
        if (2...7).contains(day) { return (words.dropFirst().joined(separator: " "), style) }
        return (words.count > 3 ? words.prefix(3).joined(separator: " ") : text, style)
    }

    /// The next call; a customer in hand without one is a fault, and said so.
    static func nextCall(_ customer: Customer, in state: DeskState) -> (text: String, style: Style) {
        let isEnded = state.configuration.statuses.type(of: customer.status).isEnded
        guard customer.nextCall != nil else { return isEnded ? ("", .dim) : ("–  no next call", .warning) }
        let call = CallDateText.short(customer.nextCall, in: state.callDates)
        if isEnded { return (call.text, .dim) }
        switch call.tone {
        case .overdue: return (call.text, .fault)
        case .today: return (call.text, .good)
        case .soon: return (call.text, .plain)
        case .later, .none: return (call.text, .dim)
        }
    }
}
