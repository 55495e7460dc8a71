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
        /// How many of them waited so long for the first dealing with them, in the order of ``FirstCallSpeed/Bucket``; without those who wait.
        public var waits: [Int]
        /// The longest of these times in seconds; nil where all wait.
        public var worst: Int?

        public init(name: String?, status: Status.ID, count: Int, waits: [Int] = [0, 0, 0, 0], worst: Int? = nil) {
            self.name = name
            self.status = status
            self.count = count
            self.waits = waits
            self.worst = worst
        }
    }

    /// A lead that somebody has called or written to.
    public struct Touch: Hashable, Sendable {
        public var touched: Date
        /// Seconds of working hours that it had waited.
        public var wait: Int
        /// The campaign or form.
        public var group: String?

        public init(touched: Date, wait: Int, group: String?) {
            self.touched = touched
            self.wait = wait
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
    /// The newest first, ``mostTouches`` at most: of these the median is told.
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
