import CRM
import TerminalKit

/// The change that was made, in the words of the list: `Ananya Kaur: won → attempted`.
enum AppliedPresentation {
    static func sentence(_ applied: AppliedChange, in state: DeskState) -> String {
        // A call is named as such, for it is more than the columns that it changed.
        guard !applied.isCall, let edit = applied.edits.first, let name = applied.name else { return applied.sentence }
        if applied.edits.count > 1 {
            return "\(way(applied))\(name): "
                + applied.edits.map { "\($0.field.title) \(self.change($0, in: state))" }.joined(separator: ", ")
        }
        let change = self.change(edit, in: state)
        switch edit.field {
        case .customerName: return way(applied) + change
        case .status: return "\(way(applied))\(name): \(change)"
        default: return "\(way(applied))\(name): \(edit.field.title) \(change)"
        }
    }

    /// A call that was just written: `call to María Rossi: no answer (2), next call 15:17`.
    static func call(_ applied: AppliedChange, in state: DeskState) -> String {
        // A status that is named as the outcome is said already.
        let outcome = applied.outcome.map { state.configuration.outcomes[$0] }
        let edits = applied.edits.filter { $0.field != .status || $0.to != outcome }.map { edit in
            guard edit.field == .nextCallDate else { return edit.to }
            return NextCall(edit.to).map { "\(edit.field.title) \(CallPrompt.moment($0, in: state))" } ?? "no \(edit.field.title)"
        }
        return ([applied.sentence] + edits).joined(separator: ", ")
    }

    /// A line of the timeline, its next calls in the words of the list and not as they are stored.
    static func line(_ activity: Activity, in state: DeskState) -> String {
        guard let call = activity.call else { return activity.text }
        func stored(_ text: String) -> String { text.isEmpty ? none : text }
        let title = call.field.title
        return activity.text.replacing("\(title) \(stored(call.from)) → \(stored(call.to))", with: "\(title) \(change(call, in: state))")
    }

    /// Why what was just saved comes to nothing: a telephone number that cannot be dialled, or the next call of one who wants none. Nil where it
    /// does not.
    static func doubt(_ applied: AppliedChange, in state: DeskState) -> String? {
        guard applied.way == .done, let edit = applied.edits.first(where: { !$0.to.isEmpty }) else { return nil }
        switch edit.field {
        case .phoneNumber:
            return state.configuration.phones.number(edit.to) == nil ? "not a telephone number, so it cannot be dialled" : nil
        case .nextCallDate:
            let wish = applied.customerID.flatMap { Desk.customer($0, in: state)?.doNotCall }
            return wish == nil ? nil : "no list asks for this call, because the customer does not want to be called"
        default: return nil
        }
    }

    private static func way(_ applied: AppliedChange) -> String {
        switch applied.way {
        case .done: ""
        case .undone: "undid: "
        case .redone: "redid: "
        }
    }

    private static func change(_ edit: FieldEdit, in state: DeskState) -> String {
        "\(value(edit.from, of: edit.field, in: state)) → \(value(edit.to, of: edit.field, in: state))"
    }

    private static let none = "none"

    private static func value(_ text: String, of field: CustomerField, in state: DeskState) -> String {
        if text.isEmpty { return none }
        switch field {
        case .nextCallDate: return NextCall(text).map { CallDateText.short($0, in: state.callDates).text } ?? text
        case .phoneNumber: return state.configuration.phones.text(text)
        default: return TextWidth.truncate(text, to: 60)
        }
    }
}
