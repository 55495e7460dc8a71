import Foundation

/// The fates of the customers who came in a span of days, and the calls of the person: worked out of a store's ``InsightFacts``.
public struct Insights: Hashable, Sendable {
    /// Customers of one status.
    public struct StatusCount: Hashable, Sendable {
        public var status: Status.ID
        public var count: Int
    }

    /// Leads that came by one campaign or form.
    public struct Group: Hashable, Sendable {
        /// Nil where Meta named none.
        public var name: String?
        public var leads: Int
        public var won: Int
        public var firstCall: FirstCallSpeed

        /// From 0 to 1.
        public var rate: Double { leads == 0 ? 0 : Double(won) / Double(leads) }
    }

    /// The calls of some time.
    public struct Calls: Hashable, Sendable {
        public var made: Int
        public var reached: Int
        public var appointments: Int

        public init(made: Int = 0, reached: Int = 0, appointments: Int = 0) {
            self.made = made
            self.reached = reached
            self.appointments = appointments
        }

        mutating func add(_ outcome: CallOutcome.ID) {
            made += 1
            if CallOutcome.all.first(where: { $0.id == outcome })?.isReached == true { reached += 1 }
            if outcome == .appointment { appointments += 1 }
        }
    }

    public let question: InsightQuestion
    public let customers: Int
    public let won: Int
    public let firstCall: FirstCallSpeed
    /// All statuses of the catalogue in its order, and behind them those that customers have besides.
    public let statuses: [StatusCount]
    /// The customers of each day of the span, the oldest first.
    public let days: [Int]
    /// The largest first.
    public let groups: [Group]
    /// The person's calls in each hour of the day, 0 to 23, over the whole span.
    public let hours: [Calls]
    public let today: Calls
    /// How fast today's leads were called.
    public let todayFirstCall: FirstCallSpeed

    /// - Parameter zone: the clocks of the person who looks.
    public init(
        _ facts: InsightFacts, _ question: InsightQuestion, statuses catalogue: StatusCatalogue, zone: TimeZone, at now: Date
    ) {
        self.question = question
        let today = CalendarDay(now, in: zone)
        let first = today.number - question.span.days + 1
        var byStatus: [Status.ID: Int] = [:]
        var days = Array(repeating: 0, count: question.span.days)
        for arrivals in facts.arrivals {
            byStatus[arrivals.status, default: 0] += arrivals.count
            let day = arrivals.day.number - first
            if days.indices.contains(day) { days[day] += arrivals.count }
        }
        self.days = days
        customers = byStatus.values.reduce(0, +)
        won = byStatus.filter { catalogue.type(of: $0.key) == .won }.values.reduce(0, +)
        let known = catalogue.statuses.map(\.id)
        statuses = (known + byStatus.keys.filter { !known.contains($0) }.sorted()).map { StatusCount(status: $0, count: byStatus[$0] ?? 0) }

        firstCall = Insights.speed(facts.groups, facts.touches)
        todayFirstCall = FirstCallSpeed(facts.touches.filter { CalendarDay($0.touched, in: zone) == today }.map(\.wait))
        let touches = Dictionary(grouping: facts.touches, by: \.group)
        var groups: [String?: Group] = [:]
        for (name, parts) in Dictionary(grouping: facts.groups, by: \.name) {
            let won = parts.filter { catalogue.type(of: $0.status) == .won }
            groups[name] = Group(
                name: name, leads: parts.reduce(0) { $0 + $1.count }, won: won.reduce(0) { $0 + $1.count },
                firstCall: Insights.speed(parts, touches[name] ?? []))
        }
        self.groups = groups.values.sorted { ($1.leads, $0.name ?? "\u{10FFFF}") < ($0.leads, $1.name ?? "\u{10FFFF}") }

        var (byHour, ofToday) = (Array(repeating: Calls(), count: 24), Calls())
        for call in facts.calls {
            let second = Int(call.at.timeIntervalSince1970) + zone.secondsFromGMT(for: call.at)
            byHour[(second / 3600 % 24 + 24) % 24].add(call.outcome)
            if CalendarDay(call.at, in: zone) == today { ofToday.add(call.outcome) }
        }
        self.hours = byHour
        self.today = ofToday
    }

    private static func speed(_ groups: [InsightFacts.Group], _ touches: [InsightFacts.Touch]) -> FirstCallSpeed {
        let counts = FirstCallSpeed.Bucket.allCases.map { bucket in groups.reduce(0) { $0 + $1.waits[bucket.rawValue] } }
        return FirstCallSpeed(sample: touches.map(\.wait), counts: counts, worst: groups.compactMap(\.worst).max())
    }
}
