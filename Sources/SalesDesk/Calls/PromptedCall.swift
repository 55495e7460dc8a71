import CRM
import Foundation

/// A call that is being made, as its prompts know it.
struct PromptedCall: Hashable, Sendable {
    /// When the prompt opened; nil in prompts of no call.
    var began: Date?
    /// The number is in the clipboard.
    var isCopied = false
    /// How far a call has come that a program begins; nil where none was asked for.
    var dialled: String?
    /// Others who are calling the same customer.
    var others: [CallUnderWay] = []
    /// The customer as the person knows it: as it stood when the prompt opened, or as they were told since.
    var known: Customer?
    /// The next call that was typed for an outcome which was left for another.
    var typedDate: String?
    /// The outcome that was not written because of the work of somebody else.
    var refused: RefusedOutcome?

    /// How long it lasts: `0:07`.
    func clock(at now: Date) -> String? { began.map { LeadAge.minutes(seconds(since: $0, at: now)) } }

    /// When the clock shows another second.
    func nextChange(after now: Date) -> Date? { began.map { $0.addingTimeInterval(Double(seconds(since: $0, at: now) + 1)) } }

    /// Never negative: the clock may have been set back.
    private func seconds(since began: Date, at now: Date) -> Int { max(0, Int(now.timeIntervalSince(began))) }
}

/// An outcome that waits for its key to be pressed again, since the person did not know what it would be written over.
struct RefusedOutcome: Hashable, Sendable {
    /// Nil since another key was pressed.
    var key: String?
    /// The customer as the person was told.
    let told: Customer
}

extension DeskState {
    /// The customer of the call prompt, as it was known where the row has left the list meanwhile: the person is on the phone with them.
    func called(_ id: Customer.ID) -> Customer? { Desk.customer(id, in: self) ?? (prompt?.calledID == id ? prompt?.call.known : nil) }

    /// That news, where it was not told at an outcome yet.
    var untoldNewsOfCall: String? { newsOfCall(since: prompt?.call.refused?.told) }

    /// The work of somebody else on the customer of the call prompt, over which an outcome would be written. Nil where there is none.
    ///
    /// - Parameter told: the customer as the person knows it by now; nil for as the call has them.
    func newsOfCall(since told: Customer? = nil) -> String? {
        guard let prompt, let id = prompt.calledID, let known = told ?? prompt.call.known, let customer = Desk.customer(id, in: self) else {
            return nil
        }
        let isCalled = customer.contact.attempts > known.contact.attempts
        var words: [String] = []
        if isCalled, let outcome = customer.contact.lastOutcome { words.append(configuration.outcomes[outcome]) }
        if customer.contact.doNotCall != known.contact.doNotCall, !isCalled {
            words.append(customer.contact.doNotCall == nil ? "may be called" : configuration.outcomes[.doNotCall])
        }
        if customer.status != known.status { words.append("status \(customer.status)") }
        if customer.nextCall != known.nextCall {
            words.append(customer.nextCall.map { "next call \(CallPrompt.moment($0, in: self))" } ?? "no next call")
        }
        guard isCalled || !words.isEmpty else { return nil }
        return "\(isCalled ? "somebody else has called" : "somebody else has written") meanwhile: \(words.joined(separator: ", "))"
    }
}
