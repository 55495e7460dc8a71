import Base
import Foundation

/// How a next call reads on the screens, and how urgent it is.
public struct CallDateText: Hashable, Sendable {
    public enum Tone: Hashable, Sendable {
        /// Its day, or its time today, has passed.
        case overdue
        case today
        /// Tomorrow.
        case soon
        case later
        /// There is no next call.
        case none
    }

    /// Empty when there is no next call.
    public var text: String
    public var tone: Tone

    public init(text: String, tone: Tone) {
        self.text = text
        self.tone = tone
    }

    /// For lists, at most 17 cells: `today 16:00`, `tomorrow`, `Thu 26 Nov 11:00`, `2 Dec`, `12 Jan 2028 09:30`.
    public static func short(_ call: NextCall?, in context: CallDateContext) -> CallDateText {
        guard let call else { return CallDateText(text: "", tone: .none) }
        let today = context.today
        let ahead = call.day.number - today.number
        let day: String
        switch ahead {
        case -1: day = "yesterday"
        case 0: day = "today"
        case 1: day = "tomorrow"
        case 2...7: day = CalendarNames.shortDate(call.day)
        // Within eleven months a day and a month can mean only one year.
        case -334...334: day = CalendarNames.dayAndMonth(call.day)
        default: day = "\(CalendarNames.dayAndMonth(call.day)) \(call.day.year)"
        }
        let tone: Tone =
            if context.isPast(call) {
                .overdue
            } else if ahead <= 0 {
                .today
            } else {
                ahead == 1 ? .soon : .later
            }
        return CallDateText(text: call.time.map { "\(day) \($0)" } ?? day, tone: tone)
    }

    /// For the line beside the field while typing: `Thursday 26 November, 10:00 (in 3 days)`. What stands before the bracket can be typed.
    public static func long(_ call: NextCall, in context: CallDateContext) -> String {
        let day = "\(CalendarNames.weekday(call.day)) \(call.day.day) \(CalendarNames.month(call.day.month))"
        return "\(whole(day, call, context)) (\(distance(to: call, from: context.today, in: context)))"
    }

    /// The same where there is less room: `Thu 26 Nov, 10:00`. It can be typed.
    public static func brief(_ call: NextCall, in context: CallDateContext) -> String {
        whole(CalendarNames.shortDate(call.day), call, context)
    }

    /// A day without its year is the next such day, so another's year is said, and that of one that has passed.
    private static func whole(_ day: String, _ call: NextCall, _ context: CallDateContext) -> String {
        let needsYear = call.day.year != context.today.year || call.day < context.today
        return day + (needsYear ? " \(call.day.year)" : "") + (call.time.map { ", \($0)" } ?? "")
    }

    private static func distance(to call: NextCall, from today: CalendarDay, in context: CallDateContext) -> String {
        let days = call.day.number - today.number
        switch days {
        case 0:
            guard let time = call.time else { return "today" }
            let seconds = call.day.instant(at: time, in: context.zone).timeIntervalSince(context.now)
            // Up, as a clock is read: at 14:32:40, 14:47 is in 15 minutes.
            let minutes = Int((seconds / 60).rounded(.up))
            if minutes == 0 { return "now" }
            let size = abs(minutes)
            let length =
                size < 60 ? Counted.text(size, "minute") : Counted.text(size / 60, "hour") + (size % 60 == 0 ? "" : " \(size % 60) min")
            return minutes > 0 ? "today, in \(length)" : "today, \(length) ago"
        case 1: return "tomorrow"
        case -1: return "yesterday"
        default:
            let size = abs(days)
            let length =
                switch size {
                case ..<14: Counted.text(size, "day")
                case ..<60: Counted.text(size / 7, "week")
                case ..<730: Counted.text(size * 12 / 365, "month")
                default: Counted.text(size / 365, "year")
                }
            return days > 0 ? "in \(length)" : "\(length) ago"
        }
    }
}
