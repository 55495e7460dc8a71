import Base
import Foundation

/// A day on the calendar, without a time or a time zone: what `next_call_date` holds.
public struct CalendarDay: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// Takes a day of the Gregorian calendar; nil when there is none such, like 31 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...CivilDay.daysIn(month: month, year: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Takes `YYYY-MM-DD`, the form in storage, CSV and JSON; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that `instant` falls on in `zone`.
    public init(_ instant: Date, in zone: TimeZone) {
        let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        self.init(number: Int((local / 86_400).rounded(.down)))
    }

    /// The day `number` days after 1970-01-01.
    public init(number: Int) {
        let civil = CivilDay(number: number)
        (year, month, day) = (civil.year, civil.month, civil.day)
    }

    /// Days since 1970-01-01.
    public var number: Int { CivilDay(year: year, month: month, day: day).number }

    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    public func adding(days: Int) -> CalendarDay { CalendarDay(number: number + days) }

    /// The same day `months` later, or the month's last day where it has no such day.
    public func adding(months: Int) -> CalendarDay {
        let count = year * 12 + month - 1 + months
        let newYear = Int((Double(count) / 12).rounded(.down))
        let newMonth = count - newYear * 12 + 1
        let newDay = min(day, CivilDay.daysIn(month: newMonth, year: newYear))
        return CalendarDay(year: newYear, month: newMonth, day: newDay) ?? self
    }

    /// The instant at which `time` (midnight when nil) is on this day's clocks in `zone`. Of an hour that comes twice, as at the end of summer
    /// time, it is the first; one that is left out is as much later.
    public func instant(at time: TimeOfDay? = nil, in zone: TimeZone) -> Date {
        let seconds = Double(number) * 86_400 + Double((time?.minutes ?? 0) * 60)
        // By the clocks of the day before, and by those of the day behind where they have been changed by then.
        func instant(by moment: Double) -> Date {
            Date(timeIntervalSince1970: seconds - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: moment))))
        }
        let (before, after) = (instant(by: seconds - 86_400), instant(by: seconds + 86_400))
        if instant(by: before.timeIntervalSince1970) == before { return before }
        return instant(by: after.timeIntervalSince1970) == after ? after : before
    }

    /// `YYYY-MM-DD`.
    public var description: String { "\(Digits.padded(year, 4))-\(Digits.padded(month, 2))-\(Digits.padded(day, 2))" }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
