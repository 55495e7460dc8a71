import Foundation

/// The span of days that insights tell of: the last so many, today included.
public enum InsightSpan: Int, Hashable, Sendable, CaseIterable {
    case week = 7
    case month = 30
    case quarter = 90
    case year = 365

    public var days: Int { rawValue }

    /// The next longer one; the shortest after the longest.
    public var next: InsightSpan {
        let all = InsightSpan.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

/// By what leads and wins are told apart.
public enum InsightGrouping: String, Hashable, Sendable, CaseIterable {
    case campaign, form

    public var other: InsightGrouping { self == .campaign ? .form : .campaign }
}

/// The question for a store.
public struct InsightQuestion: Hashable, Sendable {
    public var span: InsightSpan
    public var grouping: InsightGrouping

    public init(span: InsightSpan = .month, grouping: InsightGrouping = .campaign) {
        self.span = span
        self.grouping = grouping
    }

    /// The time that it asks about, the oldest part first: from the beginning of the first day on.
    public func periods(at now: Date, in zone: TimeZone) -> [ClockPeriod] {
        let start = CalendarDay(now, in: zone).adding(days: 1 - span.days).instant(in: zone)
        return ClockPeriod.all(from: start, until: now, in: zone)
    }
}
