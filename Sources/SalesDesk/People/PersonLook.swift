import CRM
import Foundation
import TerminalKit

/// How the screens say that a person stands in several rows.
enum PersonLook {
    /// What stands at the end of a name in the grid: in words where they leave the name whole, otherwise only the number. Nil for a
    /// row that is its person's only one, and where the cell is too narrow.
    static func mark(_ customer: Customer, beside name: String, width: Int) -> String? {
        guard let enquiry = customer.enquiry else { return nil }
        let room = width - TextWidth.of(name) - 1
        if TextWidth.of(enquiry.words) <= room { return enquiry.words }
        return TextWidth.of(enquiry.sign) + 8 <= width ? enquiry.sign : nil
    }

    /// The enquiry of the row under the cursor of the grid.
    static func selected(_ state: DeskState) -> Enquiry? {
        guard state.card == nil, state.screen == .sheets, state.sheets.focus == .grid else { return nil }
        return state.sheets.grid?.selectedCustomer?.enquiry
    }

    /// The line below the grid: `2nd enquiry, of 2 by this person   Enter shows them   M merges them`.
    static func draw(_ enquiry: Enquiry, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        var x = 1
        func put(_ text: String, _ style: Style, gap: Int) {
            guard x + TextWidth.of(text) <= end else { return }
            x += scene.grid.put(text, x: x, y: y, style: style) + gap
        }
        put(enquiry.words, .violet, gap: 1)
        put(enquiry.hasOthers ? "of the same person" : "of the same person in one row", .dim, gap: 3)
        put("Enter", .accent.bolded(), gap: 1)
        put("shows all", .dim, gap: 3)
        guard enquiry.hasOthers else { return }
        put("M", .accent.bolded(), gap: 1)
        put("merges them", .dim, gap: 0)
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
