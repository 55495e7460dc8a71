import CRM
import Foundation

/// Instants as the feed and the settings write them, on the clocks of one time zone.
enum InstantPresentation {
    /// `14:32:07`.
    static func seconds(_ instant: Date, in zone: TimeZone) -> String {
        let local = Int(instant.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: instant)
        let second = ((local % 86_400) + 86_400) % 86_400
        return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }

    /// `14:32:07` today, `22 Nov` before, `Nov 2025` in another year: never wider than eight cells.
    static func brief(_ instant: Date, now: Date, in zone: TimeZone) -> String {
        let day = CalendarDay(instant, in: zone)
        let today = CalendarDay(now, in: zone)
        if day == today { return seconds(instant, in: zone) }
        return day.year == today.year ? CalendarNames.dayAndMonth(day) : "\(CalendarNames.shortMonth(day.month)) \(day.year)"
    }

    /// `14:32:07` today, `22 Nov 14:02` before, `22 Nov 2025` in another year.
    static func stamp(_ instant: Date, now: Date, in zone: TimeZone) -> String {
        let day = CalendarDay(instant, in: zone)
        let today = CalendarDay(now, in: zone)
        if day == today { return seconds(instant, in: zone) }
        if day.year != today.year { return self.day(instant, in: zone) }
        return "\(CalendarNames.dayAndMonth(day)) \(seconds(instant, in: zone).prefix(5))"
    }

    /// `14:32` today, `22 Nov 14:02` before, `22 Nov 2025` in another year.
    static func minute(_ instant: Date, now: Date, in zone: TimeZone) -> String {
        let isToday = CalendarDay(instant, in: zone) == CalendarDay(now, in: zone)
        return isToday ? String(seconds(instant, in: zone).prefix(5)) : stamp(instant, now: now, in: zone)
    }

    /// `22 Nov 2026`.
    static func day(_ instant: Date, in zone: TimeZone) -> String {
        let day = CalendarDay(instant, in: zone)
        return "\(CalendarNames.dayAndMonth(day)) \(day.year)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
