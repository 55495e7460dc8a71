import CRM
import Foundation
import TerminalKit

/// The words and colours of the call list.
enum CallsPresentation {
    static let title = "Calls"
    /// The rule by which the list is ordered.
    static let order = "promised, new, today, waiting, overdue, no date"

    /// Why a customer is in the list.
    static func why(_ customer: Customer, _ moment: CallMoment, in state: DeskState) -> (text: String, style: Style) {
        guard let reason = CallReason(customer, at: moment, statuses: state.configuration.statuses) else { return ("done", .dim) }
        let age = CustomerPresentation.age(customer, in: state)
        let text = reason.text(age: age.text)
        switch reason {
        case .due: return (text, .warning.bolded())
        case .fresh, .waiting: return (text, age.text.isEmpty ? .accent.bolded() : age.style)
        case .come, .today: return (text, .good)
        case .later, .ahead: return (text, .plain)
        case .overdue: return (text, .fault)
        case .noDate: return (text, .warning)
        }
    }

    static func name(_ group: CallGroup?, in state: DeskState) -> String {
        switch group {
        case nil: "All"
        case .due: "Due now"
        case .new: "New"
        case .today: "Today"
        case .overdue: "Overdue"
        case .noDate: "No date"
        case .day(let day) where day.number == state.today.number + 1: "Tomorrow"
        case .day(let day): "\(CalendarNames.shortWeekday(day)) \(day.day)"
        }
    }

    /// The same in the line above the list.
    static func brief(_ group: CallGroup?, in state: DeskState) -> String {
        switch group {
        case .due: "due"
        case .day(let day) where day.number > state.today.number + 1: name(group, in: state)
        default: name(group, in: state).lowercased()
        }
    }

    /// The newest that is known of a customer, and when it was: what was written in a note, how the last call ended, or for a new lead
    /// its form.
    static func last(_ row: CallRow, in state: DeskState) -> (text: String, moment: String) {
        let customer = row.customer
        // A customer that was taken says so first: others work on the same list.
        if let claim = customer.claim, let holder = ClaimPresentation.holder(customer, in: state) {
            return ("taken by \(holder)", moment(claim.at, in: state))
        }
        guard let last = row.last else {
            let again = customer.enquiry.flatMap { $0.number > 1 ? Enquiry.ordinal($0.number) : nil }
            return ([customer.lead?.formName, again].compactMap { $0 }.joined(separator: ", "), "")
        }
        let moment = moment(last.at, in: state)
        switch last.kind {
        case .noted: return ("\"\(last.text)\"", moment)
        // The changes of columns behind it are in columns of their own.
        case .called: return (last.text.components(separatedBy: ", ").filter { !$0.contains(" → ") }.joined(separator: ", "), moment)
        default: return (last.text, moment)
        }
    }

    private static func moment(_ instant: Date, in state: DeskState) -> String {
        let zone = state.configuration.zone
        let isToday = CalendarDay(instant, in: zone) == state.today
        return isToday ? TimeOfDay(instant, in: zone).description : InstantPresentation.brief(instant, now: state.now, in: zone)
    }

    /// `14:32`, `05:32 z` where it is no time to call.
    static func there(_ customer: Customer, in state: DeskState) -> (text: String, isNight: Bool) {
        let nights = CallNights(state)
        let isNight = nights.isNight(customer)
        let mark = isNight ? PhonePresentation.nightMark : nil
        return ([nights.time(customer)?.description, mark].compactMap { $0 }.joined(separator: " "), isNight)
    }

    /// An empty list: who is next, or how the list fills.
    static func empty(_ state: DeskState) -> String {
        let nobody = state.calls.group.map { "Nobody under \"\(name($0, in: state))\"." } ?? "Nobody is to be called now."
        if state.calls.group != nil, state.calls.count(nil)?.count ?? 0 > 0 {
            return "\(nobody) \(state.keys.of("calls.group")) shows the next group, \(state.keys.of("cancel")) all."
        }
        if let next = state.calls.counts?.next, let time = next.nextCall?.time {
            return "\(nobody) Next: \(time) \(TextWidth.truncate(next.customerName, to: 30))."
        }
        let key = state.keys.of("customer.nextCall")
        return "\(nobody) New leads come here by themselves, and customers whose next call is due: \(key) sets one."
    }
}
