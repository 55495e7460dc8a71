import Foundation

/// Spreadsheets that look like a real sales floor's, for the demo, pictures and tests. Nobody in them exists: e-mail addresses are at
/// the example domains (RFC 2606), phone numbers in ranges that countries keep for fiction, where a country keeps one.
public struct SalesFloor: Hashable, Sendable {
    public struct Sheet: Hashable, Sendable {
        public var name: String
        public var description: String
        public var entries: [Entry]
    }

    /// A customer with its timeline, oldest first. Ids count up from 1 and are only placeholders until a store gives its own.
    public struct Entry: Hashable, Sendable {
        public var customer: Customer
        public var timeline: [Moment]
    }

    /// One line of a timeline.
    public struct Moment: Hashable, Sendable {
        public var at: Date
        public var kind: Activity.Kind
        public var text: String
    }

    public var spreadsheets: [Sheet]

    /// All customers of all spreadsheets, in order.
    public var customers: [Customer] { spreadsheets.flatMap { $0.entries.map(\.customer) } }

    /// Makes four spreadsheets with 600 customers; the same for the same arguments. Everything in the timelines lies before `now`;
    /// next calls are overdue, today and ahead of it, and a few customers have none, to be shown as faults.
    public static func make(seed: UInt64, now: Date, zone: TimeZone, statuses: StatusCatalogue = .standard) -> SalesFloor {
        var maker = SalesFloorMaker(seed: seed, now: now, zone: zone, statuses: statuses)
        return SalesFloor(spreadsheets: SalesFloorPlan.all.map { maker.sheet($0) })
    }
}
