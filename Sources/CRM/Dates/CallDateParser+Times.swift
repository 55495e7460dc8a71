import Foundation

/// Times of day, and spans of minutes and hours.
extension CallDateParser {
    /// `17`, `17:30`, `17.30`, `5pm`, `5:30pm`, `eod`, `morning`.
    static func time(_ word: String, in context: CallDateContext) -> Reading<TimeOfDay> {
        if word == CallDateWords.endOfDay { return .value(context.endOfDay) }
        if word == CallDateWords.dayStart { return .value(context.dayStart) }
        let (number, rest) = numberAndRest(word)
        if number.isEmpty {
            return CallDateWords.begins([CallDateWords.endOfDay, CallDateWords.dayStart], with: word) ? .begun : .no
        }
        guard number.count <= 2, let hour = Int(number) else {
            return rest.isEmpty && number.count <= 4 ? unpunctuated(number) : .no
        }
        if rest.isEmpty { return TimeOfDay(hour: hour).map { .value($0) } ?? .no }
        guard rest.first == ":" || rest.first == "." else { return clock(hour, 0, meridiem: rest) }

        let (minutes, meridiem) = numberAndRest(String(rest.dropFirst()))
        if hour > 23 {
            return .bad("There is no hour \(hour). A time is written 17:30, a day 31/1")
        }
        if minutes.count < 2 && meridiem.isEmpty {
            return minutes.isEmpty || "0"..."5" ~= minutes ? .begun : .bad(noMinute(minutes))
        }
        guard minutes.count == 2, let minute = Int(minutes) else { return .bad(Sentence.notATime(word)) }
        if minute > 59 { return .bad(noMinute(minutes)) }
        return clock(hour, minute, meridiem: meridiem)
    }

    /// `15m`, `2h`: so long from now, to the minute.
    static func span(_ word: String, in context: CallDateContext) -> Reading<NextCall> {
        let (number, rest) = numberAndRest(word)
        guard !number.isEmpty, !rest.isEmpty else { return .no }
        let seconds: Int
        switch CallDateWords.units[rest] {
        case .minutes: seconds = 60
        case .hours: seconds = 3600
        default:
            let words = CallDateWords.units.filter { $0.value == .minutes || $0.value == .hours }
            return CallDateWords.begins(words.keys, with: rest) ? .begun : .no
        }
        guard number.count <= 3, let count = Int(number) else { return .bad(tooFar(word)) }
        let instant = context.now.addingTimeInterval(Double(count * seconds))
        return .value(NextCall(CalendarDay(instant, in: context.zone), TimeOfDay(instant, in: context.zone)))
    }

    static func tooFar(_ word: String) -> String {
        "\"\(Sentence.quoted(word))\" is too far away. Type a date instead: 2027-01-31"
    }

    private static func clock(_ hour: Int, _ minute: Int, meridiem: String) -> Reading<TimeOfDay> {
        guard CallDateWords.begins(CallDateWords.meridiems, with: meridiem) else { return .no }
        if meridiem.isEmpty { return TimeOfDay(hour: hour, minute: minute).map { .value($0) } ?? .no }
        guard (1...12).contains(hour) else {
            return .bad("With am or pm the hour is 1 to 12: 5pm is 17:00")
        }
        if meridiem.count < 2 { return .begun }
        return TimeOfDay(hour: hour % 12 + (meridiem == "pm" ? 12 : 0), minute: minute).map { .value($0) } ?? .no
    }

    /// Digits without a sign between hour and minute: `1730` is not taken, because `2027` is as likely a year.
    private static func unpunctuated(_ number: String) -> Reading<TimeOfDay> {
        if number.count == 3 { return .no }
        guard let hour = Int(number.prefix(2)), let minute = Int(number.suffix(2)), let time = TimeOfDay(hour: hour, minute: minute) else {
            return .no
        }
        return .bad("\"\(number)\" needs a colon to be a time: \(time)")
    }

    private static func noMinute(_ minutes: String) -> String {
        "There is no minute \(minutes). A time is written 17:30"
    }
}
