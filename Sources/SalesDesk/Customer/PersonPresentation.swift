import CRM
import Foundation
import TerminalKit

/// How the screens say that a person stands in several rows.
enum PersonPresentation {
    /// The mark at the end of a name in the grid: the longest form that leaves the name whole, otherwise the shortest. Nil for a row that
    /// is its person's only one, and where the cell is too narrow.
    static func mark(_ customer: Customer, beside name: String, width: Int) -> String? {
        guard let forms = customer.enquiry?.forms else { return nil }
        let room = width - TextWidth.of(name) - 1
        if let fits = forms.first(where: { TextWidth.of($0) <= room }) { return fits }
        return forms.last.flatMap { TextWidth.of($0) + 8 <= width ? $0 : nil }
    }

    /// The line below the grid: `2nd enquiry of the same person   Enter shows all   M merges them`.
    static func draw(_ enquiry: Enquiry, _ keys: Keymap, y: Int, into scene: inout Scene) {
        var parts: [[(text: String, style: Style)]] = [
            [(enquiry.words, .violet), (enquiry.hasOthers ? "of the same person" : "of the same person in one row", .dim)],
            [(keys.of("customer.open"), .accent.bolded()), ("shows all", .dim)],
        ]
        if enquiry.hasOthers { parts.append([(keys.of("customer.merge"), .accent.bolded()), ("merges them", .dim)]) }
        var x = 1
        for part in parts where x + part.map(\.text).joined(separator: " ").count < scene.grid.width {
            for (text, style) in part { x += scene.grid.put(text, x: x, y: y, style: style) + 1 }
            x += 2
        }
    }

    /// Another row of the person on the card: `1st · 12 Oct 09:10 · Bathroom form · Trade fair · attempted`.
    static func line(_ other: PersonRow, in state: DeskState, moment: String) -> String {
        let customer = other.customer
        return [customer.enquiry.map { Enquiry.ordinal($0.number) }, moment, customer.lead?.formName, other.spreadsheet, customer.status]
            .compactMap { $0 }.joined(separator: " · ")
    }

    /// Which other row a line of the timeline belongs to: `1st, Bathroom form`; nil for the card's own.
    static func owner(of activity: Activity, in content: CardContent) -> String? {
        guard let other = content.others.first(where: { $0.customer.id == activity.row }) else { return nil }
        let place = other.customer.lead?.formName ?? other.spreadsheet
        return other.customer.enquiry.map { "\(Enquiry.ordinal($0.number)), \(place)" } ?? place
    }
}
