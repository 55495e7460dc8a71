import Foundation

/// Times of day, and spans of minutes and hours.
extension CallDateParser {
    /// `17`, `17:30`, `17h30`, `17h`, `5pm`, `5:30pm`, `noon`, `eod`. An hour of one digit that lies outside working hours is the
    /// afternoon's where that lies within: `3` is 15:00, `03:00` is not. Neither is `3:00` behind a date with its year, as programs write it.
    static func time(_ word: String, behindYear: Bool = false, in context: CallDateContext) -> Reading<TimeOfDay> {
        if let named = CallDateWords.times[word] { return .value(time(named, in: context)) }
        let (number, rest) = numberAndRest(word)
        if number.isEmpty { return CallDateWords.begins(CallDateWords.times.keys, with: word) ? .begun : .no }
        guard number.count <= 2, let hour = Int(number) else { return rest.isEmpty && number.count <= 4 ? unpunctuated(number) : .no }
        switch rest.first {
        case nil: return TimeOfDay(hour: hour).map { .value(afternoon($0, number, in: context)) } ?? .no
        case ":": break
        case "h":
            // `2h` may become `2h30`.
            if rest == "h" { return isHour(hour) ? TimeOfDay(hour: hour).map { .value($0) } ?? .no : hour < 24 ? .begun : .no }
            guard rest.dropFirst().first?.isNumber == true else { return .no }
        case ".": return .bad(CallDateSentence.minutes)
        default: return clock(hour, 0, meridiem: rest)
        }
        let (minutes, meridiem) = numberAndRest(String(rest.dropFirst()))
        if hour > 23 { return .bad(CallDateSentence.noHour(hour)) }
        if minutes.count < 2 && meridiem.isEmpty {
            return minutes.isEmpty || "0"..."5" ~= minutes ? .begun : .bad(CallDateSentence.noMinute(minutes))
        }
        guard minutes.count == 2, let minute = Int(minutes) else { return .bad(CallDateSentence.notATime) }
        if minute > 59 { return .bad(CallDateSentence.noMinute(minutes)) }
        if meridiem.isEmpty {
            return TimeOfDay(hour: hour, minute: minute).map { .value(behindYear ? $0 : afternoon($0, number, in: context)) } ?? .no
        }
        return rest.first == ":" ? clock(hour, minute, meridiem: meridiem) : .no
    }

    /// `9h` to `23h` are hours of the day as much of the world writes them; `2h` is two hours from now, and so is `24h` a day.
    private static func isHour(_ hour: Int) -> Bool { (9...23).contains(hour) }

    private static func time(_ named: CallDateWords.Time, in context: CallDateContext) -> TimeOfDay {
        switch named {
        case .endOfDay: context.endOfDay
        case .dayStart: context.dayStart
        case .at(let minutes): TimeOfDay(minutesSinceMidnight: minutes)
        }
    }

    /// Hour 0 is one of the 24-hour clock alone.
    private static func afternoon(_ time: TimeOfDay, _ hour: String, in context: CallDateContext) -> TimeOfDay {
        let hours = context.workingHours
        let later = TimeOfDay(minutesSinceMidnight: time.minutes + 720)
        guard hour.count == 1, time.hour > 0, !hours.contains(time), hours.from <= later, later <= hours.until else { return time }
        return later
    }

    /// `15m`, `2h`: so long from now, to the minute.
    static func span(_ word: String, in context: CallDateContext) -> Reading<NextCall> {
        let (number, rest) = numberAndRest(word)
        guard !number.isEmpty, !rest.isEmpty else { return .no }
        let seconds: Int
        switch CallDateWords.units[rest] {
        case .minutes: seconds = 60
        case .hours where rest != "h" || Int(number).map(isHour) == false: seconds = 3600
        default:
            let words = CallDateWords.units.filter { $0.value == .minutes || $0.value == .hours }
            return CallDateWords.begins(words.keys, with: rest) ? .begun : .no
        }
        guard number.count <= 3, let count = Int(number) else { return .bad(CallDateSentence.tooFar) }
        let instant = context.now.addingTimeInterval(Double(count * seconds))
        return .value(NextCall(CalendarDay(instant, in: context.zone), TimeOfDay(instant, in: context.zone)))
    }

    private static func clock(_ hour: Int, _ minute: Int, meridiem: String) -> Reading<TimeOfDay> {
        guard CallDateWords.begins(CallDateWords.meridiems, with: meridiem) else { return .no }
        guard (1...12).contains(hour) else { return .bad(CallDateSentence.twelveHours) }
        if meridiem.count < 2 { return .begun }
        return TimeOfDay(hour: hour % 12 + (meridiem == "pm" ? 12 : 0), minute: minute).map { .value($0) } ?? .no
    }

    /// Digits without a sign between hour and minute: `1730` is not taken, because `2027` is as likely a year.
    private static func unpunctuated(_ number: String) -> Reading<TimeOfDay> {
        guard number.count == 4, let hour = Int(number.prefix(2)), let minute = Int(number.suffix(2)),
            let time = TimeOfDay(hour: hour, minute: minute)
        else { return .no }
        return .bad(CallDateSentence.colon(time))
    }
}
