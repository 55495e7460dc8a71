import CRM
import Foundation
import TerminalKit

/// How the screens say who has taken a customer, and whose a spreadsheet is.
enum ClaimPresentation {
    /// The name of the user who has the customer, `you` for the one at these screens; nil where nobody has taken it.
    static func holder(_ customer: Customer, in state: DeskState) -> String? {
        customer.claim.map { isOwn($0, state) ? "you" : $0.name }
    }

    static func style(_ customer: Customer, in state: DeskState) -> Style {
        isTaken(customer, in: state) ? .violet : .dim
    }

    /// A colleague has the customer: it is not this user's to call.
    static func isTaken(_ customer: Customer, in state: DeskState) -> Bool { customer.claim.map { isOwn($0, state) } == false }

    private static func isOwn(_ claim: LeadClaim, _ state: DeskState) -> Bool { claim.userID == state.configuration.user.id }
}

extension DeskState {
    /// The refusal of a customer that a colleague has, with the moment on the user's clock.
    func refusal(of name: String, _ claim: LeadClaim) -> String {
        claim.refusal(
            of: TextWidth.truncate(SafeText.clean(name), to: 40),
            moment: InstantPresentation.minute(claim.at, now: now, in: configuration.zone))
    }
}

extension SpreadsheetSummary {
    static let readOnly = "read only"

    /// `of ana, read only`; nil for the user's own.
    var sharing: String? { shared.map { $0 == .read ? "of \(owner), \(Self.readOnly)" : "of \(owner)" } }
}
