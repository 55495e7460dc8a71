import CRM
import Foundation

/// Spreadsheets that look like a real sales floor's, for the demo, pictures and tests. Nobody in them exists: e-mail addresses are at
/// the example domains (RFC 2606), phone numbers in ranges that countries keep for fiction, where a country keeps one.
struct SalesFloor: Hashable, Sendable {
    struct Sheet: Hashable, Sendable {
        var name: String
        var description: String
        var entries: [Entry]
    }

    /// A customer with its timeline, oldest first. Ids count up from 1 and are only placeholders until a store gives its own.
    struct Entry: Hashable, Sendable {
        var customer: Customer
        var timeline: [Moment]

        /// The attempts to reach the customer, as the calls and messages of the timeline leave them on the row; all are `author`'s.
        func contact(by author: String) -> ContactState {
            timeline.reduce(ContactState()) { state, moment in
                if let outcome = moment.outcome {
                    let log = CallLog(customerID: customer.id, outcome: outcome, edits: [], lostReason: moment.lostReason)
                    return state.after(log, to: customer.phoneNumber, by: author, at: moment.at)
                }
                return moment.kind == .messaged ? state.afterMessage(at: moment.at) : state
            }
        }
    }

    /// One line of a timeline.
    struct Moment: Hashable, Sendable {
        var at: Date
        var kind: Activity.Kind
        var text: String
        /// Of a call.
        var outcome: CallOutcome.ID?
        /// ``LostReason/id``
        var lostReason: String?
        /// The status that the customer got by it.
        var status: Status.ID?

        /// Somebody did more about the customer than to write a note.
        var isDealing: Bool { [.edited, .called, .messaged].contains(kind) }
    }

    var spreadsheets: [Sheet]

    /// All customers of all spreadsheets, in order.
    var customers: [Customer] { spreadsheets.flatMap { $0.entries.map(\.customer) } }

    /// Makes four spreadsheets with 600 customers; the same for the same arguments. Everything in the timelines lies before `now`;
    /// next calls are overdue, today and ahead of it, and a few customers have none, to be shown as faults.
    static func make(seed: UInt64, now: Date, zone: TimeZone, statuses: StatusCatalogue = .standard) -> SalesFloor {
        var maker = SalesFloorMaker(seed: seed, now: now, zone: zone, statuses: statuses)
        return SalesFloor(spreadsheets: SalesFloorPlan.all.map { maker.sheet($0) })
    }
}
