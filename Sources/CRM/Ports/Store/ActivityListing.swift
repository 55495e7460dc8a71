import Foundation

/// The events of all customers of a user.
///
/// A call costs as much as the events since the instant that it names, up to its limit. Each may throw ``StoreError``.
public protocol ActivityListing: Sendable {
    /// The newest events since an instant, the newest first. Customers and spreadsheets that were deleted are left out, and what was undone.
    ///
    /// - Parameter kind: leaves out those of others; nil gives all.
    func activities(of user: User.ID, since start: Date, kind: Activity.Kind?, limit: Int) throws -> [CustomerActivity]

    /// The same in numbers, and the promised calls whose time came after `start` and that are still to be made. Nothing is counted further
    /// than ``Absence/most``.
    func absence(of user: User.ID, since start: Date, at moment: CallMoment) throws -> Absence
}

/// An event, and the customer that it happened to.
public struct CustomerActivity: Hashable, Sendable, Identifiable {
    public var activity: Activity
    public var customerID: Customer.ID
    public var customerName: String
    public var spreadsheetID: Spreadsheet.ID

    public var id: Int64 { activity.id }

    public init(_ activity: Activity, customerID: Customer.ID, customerName: String, spreadsheetID: Spreadsheet.ID) {
        self.activity = activity
        self.customerID = customerID
        self.customerName = customerName
        self.spreadsheetID = spreadsheetID
    }
}

/// A time in which a user did not sit at the screens, in numbers.
public struct Absence: Hashable, Sendable {
    /// More events are not counted, and no more calls.
    public static let most = 999

    public let since: Date
    /// New leads, those of known people among them.
    public var leads = 0
    public var missedCalls = 0
    /// The changes of each of the others.
    public var changes: [String: Int] = [:]
    /// There are more events than were counted.
    public var isMore = false

    public init(since: Date) { self.since = since }

    public var isEmpty: Bool { leads == 0 && missedCalls == 0 && changes.isEmpty }

    /// Counts an event, unless it is the user's own.
    public mutating func count(_ activity: Activity, user: String) {
        if activity.kind == .lead {
            leads += 1
        } else if let author = activity.author, author != user {
            changes[author, default: 0] += 1
        }
    }

    /// `14 new`, `2 calls missed`, `3 changed by marco`; what there was none of is left out.
    public var words: [String] {
        let more = isMore ? "+" : ""
        let changed = changes.values.reduce(0, +)
        let author = changes.count == 1 ? changes.keys.first ?? "" : "others"
        return [
            leads > 0 ? "\(leads)\(more) new" : "",
            missedCalls > 0 ? "\(missedCalls) \(missedCalls == 1 ? "call" : "calls") missed" : "",
            changed > 0 ? "\(changed)\(more) changed by \(author)" : "",
        ].filter { !$0.isEmpty }
    }
}
