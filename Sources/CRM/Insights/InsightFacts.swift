import Foundation

/// The counts of a store for insights: customers of all spreadsheets of a user that came since an instant, without Meta's test leads; and the
/// user's own calls since then, without those that were taken back.
public struct InsightFacts: Hashable, Sendable {
    /// Customers of one status that came on one day.
    public struct Arrivals: Hashable, Sendable {
        public var status: Status.ID
        /// A day of the clocks of the person who asks.
        public var day: CalendarDay
        public var count: Int

        public init(status: Status.ID, day: CalendarDay, count: Int) {
            self.status = status
            self.day = day
            self.count = count
        }
    }

    /// Leads of one status that came by one campaign or form; nil where Meta named none.
    public struct Group: Hashable, Sendable {
        public var name: String?
        public var status: Status.ID
        public var count: Int

        public init(name: String?, status: Status.ID, count: Int) {
            self.name = name
            self.status = status
            self.count = count
        }
    }

    /// A lead that somebody has called or written to.
    public struct Touch: Hashable, Sendable {
        public var created: Date
        public var touched: Date
        /// The campaign or form.
        public var group: String?

        public init(created: Date, touched: Date, group: String?) {
            self.created = created
            self.touched = touched
            self.group = group
        }
    }

    public struct Call: Hashable, Sendable {
        public var at: Date
        public var outcome: CallOutcome.ID

        public init(at: Date, outcome: CallOutcome.ID) {
            self.at = at
            self.outcome = outcome
        }
    }

    public var arrivals: [Arrivals]
    public var groups: [Group]
    /// The newest first, ``mostTouches`` at most: how fast leads are called shows in these.
    public var touches: [Touch]
    public var calls: [Call]

    public static let mostTouches = 5000

    public init(arrivals: [Arrivals] = [], groups: [Group] = [], touches: [Touch] = [], calls: [Call] = []) {
        self.arrivals = arrivals
        self.groups = groups
        self.touches = touches
        self.calls = calls
    }
}
