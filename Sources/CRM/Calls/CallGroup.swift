import Foundation

/// A part of the call list, as the screens name and count it.
public enum CallGroup: Hashable, Sendable {
    /// Calls that a person promised for a time that has come.
    case due
    /// Leads with whom nobody has dealt.
    case new
    case today
    case overdue
    /// Nobody has planned a call.
    case noDate
    /// A day that is still to come.
    case day(CalendarDay)

    /// Those to be called now, in the order in which they are counted.
    public static let now: [CallGroup] = [.due, .new, .today, .overdue, .noDate]

    /// The days ahead that are shown.
    public static let daysAhead = 7

    /// All that are counted on `today`.
    public static func all(on today: CalendarDay) -> [CallGroup] {
        now + (1...daysAhead).map { .day(today.adding(days: $0)) }
    }
}

/// The number of customers in each group, each counted no further than a bound.
public struct CallCounts: Hashable, Sendable {
    public private(set) var counts: [CallGroup: MatchCount]
    /// The promised calls that are due, in the order of their times: ``mostDue`` of them, those whose time came last.
    public var due: [Customer]
    /// The customer whose call is due next, of those with a time later today.
    public var next: Customer?
    /// The moment for which they were counted.
    public let moment: CallMoment

    public static let mostDue = 50

    public init(_ counts: [CallGroup: MatchCount], due: [Customer] = [], next: Customer?, at moment: CallMoment) {
        self.counts = counts
        self.due = due
        self.next = next
        self.moment = moment
    }

    public subscript(_ group: CallGroup) -> MatchCount { counts[group] ?? MatchCount(count: 0, isMore: false) }

    /// Those to be called now, of all groups.
    public var all: MatchCount { sum(CallGroup.now) }

    public func sum(_ groups: [CallGroup]) -> MatchCount {
        MatchCount(count: groups.reduce(0) { $0 + self[$1].count }, isMore: groups.contains { self[$0].isMore })
    }

    /// When the list is next another by the passing of time alone: a call comes due, or the day ends.
    public var nextChange: Date {
        guard let next = next?.nextCall, next.day == moment.today, let time = next.time else { return moment.midnight }
        return moment.instant(of: time)
    }
}
