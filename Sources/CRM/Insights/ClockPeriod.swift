import Foundation

/// A time in which the clocks of a zone are not put forward or back, so that a store tells the day of an instant by adding the offset.
public struct ClockPeriod: Hashable, Sendable {
    public var start: Date
    /// The first instant that is no longer in it; nil where none is known.
    public var end: Date?
    /// Seconds that the zone's clocks are ahead of UTC.
    public var offset: Int

    public init(start: Date, end: Date? = nil, offset: Int) {
        self.start = start
        self.end = end
        self.offset = offset
    }

    /// The periods from an instant on, the oldest first. The one in which `now` lies has no end.
    static func all(from start: Date, until now: Date, in zone: TimeZone) -> [ClockPeriod] {
        var periods = [ClockPeriod(start: start, offset: zone.secondsFromGMT(for: start))]
        while let next = zone.nextDaylightSavingTimeTransition(after: periods[periods.count - 1].start), next <= now {
            periods[periods.count - 1].end = next
            periods.append(ClockPeriod(start: next, offset: zone.secondsFromGMT(for: next)))
        }
        return periods
    }
}
