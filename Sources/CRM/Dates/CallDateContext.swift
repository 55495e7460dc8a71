import Foundation

/// The facts on which a date typed in shorthand depends: the moment, the place, and the working day.
public struct CallDateContext: Sendable {
    public var now: Date
    public var zone: TimeZone
    /// Where a bare hour is looked for, and what a working day is.
    public var workingHours: WorkingHours
    /// The time for which `eod` stands.
    public var endOfDay: TimeOfDay
    /// The time for which `morning` stands.
    public var dayStart: TimeOfDay
    /// True: `31/1` is 31 January. False: `1/31` is.
    public var dayFirst: Bool
    /// The date that `+3` and `-1` move; nil moves today.
    public var standing: NextCall?
    /// The date is one for several customers, each with a date of its own: `+3` and `-1` move none of them.
    public var isOfSeveral = false

    public init(
        now: Date, zone: TimeZone, workingHours: WorkingHours = .standard, endOfDay: TimeOfDay = .standardEndOfDay,
        dayStart: TimeOfDay = .standardDayStart, dayFirst: Bool = true, standing: NextCall? = nil
    ) {
        self.now = now
        self.zone = zone
        self.workingHours = workingHours
        self.endOfDay = endOfDay
        self.dayStart = dayStart
        self.dayFirst = dayFirst
        self.standing = standing
    }

    /// The day it is in the context's zone.
    public var today: CalendarDay { CalendarDay(now, in: zone) }

    /// Whether a call was due before now: before this minute when it has a time, before today when it has none.
    public func isPast(_ call: NextCall) -> Bool {
        let today = self.today
        guard call.day == today, let time = call.time else { return call.day < today }
        // The clocks may show the same time twice in one day, so instants are compared, not times.
        let minute = (now.timeIntervalSince1970 / 60).rounded(.down) * 60
        return call.day.instant(at: time, in: zone).timeIntervalSince1970 < minute
            && time != TimeOfDay(now, in: zone)
    }
}

extension TimeOfDay {
    /// 18:00.
    public static let standardEndOfDay = TimeOfDay(minutesSinceMidnight: 18 * 60)
    /// 09:00.
    public static let standardDayStart = TimeOfDay(minutesSinceMidnight: 9 * 60)

    /// Wraps around at 24 hours, so that every number is a time.
    public init(minutesSinceMidnight minutes: Int) {
        self.minutes = (minutes % 1440 + 1440) % 1440
    }
}
