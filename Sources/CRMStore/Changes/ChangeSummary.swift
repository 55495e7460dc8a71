import Base
import CRM
import Foundation

/// The lines for people that say what was done.
enum ChangeSummary {
    /// The name of a customer in a sentence.
    static func name(_ customer: Customer) -> String {
        let names = [customer.customerName, customer.companyName, customer.phoneNumber, customer.email]
        return short(names.first { !$0.isEmpty } ?? "customer \(customer.id)")
    }

    /// `status new → attempted`
    static func edit(_ edit: FieldEdit) -> String {
        "\(edit.field.title) \(value(edit.from)) → \(value(edit.to))"
    }

    /// `status of María Rossi: new → attempted`, or `María Rossi: status new → attempted, remark none → call later`.
    static func edits(_ edits: [FieldEdit], of customer: Customer) -> String {
        if edits.count == 1 {
            return "\(edits[0].field.title) of \(name(customer)): \(value(edits[0].from)) → \(value(edits[0].to))"
        }
        return "\(name(customer)): \(edits.map(edit).joined(separator: ", "))"
    }

    /// `e-mail ida@work.example`: what another row said.
    static func said(_ edit: FieldEdit) -> String { "\(edit.field.title) \(value(edit.to))" }

    /// `María Rossi (Trade fair)`: a row as those of another spreadsheet see it.
    static func row(_ customer: Customer, in sheet: Spreadsheet) -> String { "\(name(customer)) (\(short(sheet.name)))" }

    static func value(_ text: String) -> String { text.isEmpty ? "none" : short(text) }

    /// The same of a column, a next call as `Thu 26 Nov 10:00`.
    static func value(_ text: String, of field: CustomerField) -> String {
        guard field == .nextCallDate, let call = NextCall(text) else { return value(text) }
        return CalendarNames.shortDate(call.day) + (call.time.map { " \($0)" } ?? "")
    }

    /// One line of at most 60 characters.
    static func short(_ text: String) -> String {
        let line = BoundedText.cut(text, characters: 1000).split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 60 ? line : line.prefix(59) + "…"
    }
}
