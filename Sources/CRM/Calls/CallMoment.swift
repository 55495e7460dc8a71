import Foundation

/// The moment for which a call list is made: everything in it that depends on the clock.
public struct CallMoment: Hashable, Sendable {
    /// A lead that has waited less than this, in seconds of work, is called before nearly everybody else.
    public static let freshness: TimeInterval = 1800

    public let now: Date
    /// The clocks by which days and times are told.
    public let zone: TimeZone
    public let today: CalendarDay
    /// The minute it is.
    public let time: TimeOfDay
    /// Leads that arrived from here on are fresh.
    public let freshFrom: Date

    public init(_ now: Date, in zone: TimeZone, hours: WorkingHours) {
        self.now = now
        self.zone = zone
        today = CalendarDay(now, in: zone)
        time = TimeOfDay(now, in: zone)
        freshFrom = hours.start(ofLast: Self.freshness, before: now, in: zone)
    }

    /// The instant at which a call of today is due.
    public func instant(of time: TimeOfDay) -> Date { today.instant(at: time, in: zone) }

    /// When today is over.
    public var midnight: Date { today.adding(days: 1).instant(in: zone) }
}

extension WorkingHours {
    /// The instant since which people have worked for `seconds` until `moment`; that far back by the clock where nobody has worked for
    /// a week.
    func start(ofLast seconds: TimeInterval, before moment: Date, in zone: TimeZone) -> Date {
        let day = CalendarDay(moment, in: zone)
        var left = seconds
        for back in 0...8 {
            guard let span = span(of: day.adding(days: -back), in: zone), span.lowerBound < moment else { continue }
            let end = min(span.upperBound, moment)
            let worked = end.timeIntervalSince(span.lowerBound)
            if left <= worked { return end.addingTimeInterval(-left) }
            left -= worked
        }
        return moment.addingTimeInterval(-seconds)
    }
}
