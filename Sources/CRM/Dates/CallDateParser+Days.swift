/// Days: by word, by distance from today, by distance from the date that stands.
extension CallDateParser {
    /// `today`, `tom`, `t`, `mon`, `next fri`, `wd`, `3d`, `1w`, `2mo`, `2wd`, `+3`, or a date.
    static func day(_ word: String, in context: CallDateContext) -> Reading<CalendarDay> {
        if let day = CallDateWords.days[word] { return .value(self.day(day, in: context)) }
        if isMove(word) { return moved(word, in: context) }
        let (number, rest) = numberAndRest(word)
        if number.isEmpty {
            return CallDateWords.begins(CallDateWords.days.keys, with: word) || MonthNames.begins(with: word) ? .begun : .no
        }
        switch date(word, in: context) {
        case .no: return counted(number, rest, in: context)
        case .begun:
            // `3m` may become `3mar`; as it stands it may be a distance.
            if case .value(let day) = counted(number, rest, in: context) { return .value(day) }
            return .begun
        case let reading: return reading
        }
    }

    private static func day(_ day: CallDateWords.Day, in context: CallDateContext) -> CalendarDay {
        let today = context.today
        switch day {
        case .fromToday(let days): return today.adding(days: days)
        case .month: return today.adding(months: 1)
        case .weekday(let weekday):
            let ahead = (weekday - today.weekday + 7) % 7
            return today.adding(days: ahead == 0 ? 7 : ahead)
        case .nextWeek(let weekday): return today.adding(days: 7 - today.weekday + weekday)
        case .working: return context.workingHours.workingDay(after: today)
        }
    }

    /// `3d`, `1w`, `2mo`, `2wd`.
    private static func counted(_ number: String, _ rest: String, in context: CallDateContext) -> Reading<CalendarDay> {
        let start = context.today
        if CallDateWords.days[rest] == .working {
            guard number.count <= 3, let count = Int(number) else { return .bad(CallDateSentence.tooFar) }
            return near(start, (0..<count).reduce(start) { day, _ in context.workingHours.workingDay(after: day) })
        }
        let unit = CallDateWords.units[rest]
        switch unit {
        case .days, .weeks, .months:
            guard number.count <= 3, let count = Int(number) else { return .bad(CallDateSentence.tooFar) }
            return near(start, count, unit)
        case .minutes, .hours, nil:
            // `3m` may become `3mo`.
            guard CallDateWords.begins(CallDateWords.units.keys, with: rest), !rest.isEmpty else { return .no }
            return number.count > 3 ? .bad(CallDateSentence.tooFar) : .begun
        }
    }

    private static func near(_ start: CalendarDay, _ count: Int, _ unit: CallDateWords.Unit?) -> Reading<CalendarDay> {
        let day =
            switch unit {
            case .weeks: start.adding(days: count * 7)
            case .months: start.adding(months: count)
            default: start.adding(days: count)
            }
        return near(start, day)
    }

    private static func near(_ start: CalendarDay, _ day: CalendarDay) -> Reading<CalendarDay> {
        // Ten years: further is a slip of the finger.
        abs(day.year - start.year) > 10 || !years.contains(day.year) ? .bad(CallDateSentence.tooFar) : .value(day)
    }

    /// `+3` and `-1` move the date that stands, or today where none does.
    static func isMove(_ word: String) -> Bool { word.first == "+" || dashes.contains { word.hasPrefix($0) } }

    private static func moved(_ word: String, in context: CallDateContext) -> Reading<CalendarDay> {
        if context.isOfSeveral { return .bad(CallDateSentence.movesOne(context)) }
        let (number, rest) = numberAndRest(String(word.dropFirst()))
        if number.isEmpty { return rest.isEmpty ? .begun : .no }
        let unit = rest.isEmpty ? .days : CallDateWords.units[rest]
        guard let unit, unit != .minutes, unit != .hours else {
            return CallDateWords.begins(CallDateWords.units.keys, with: rest) ? .begun : .no
        }
        guard number.count <= 3, let count = Int(number) else { return .bad(CallDateSentence.tooFar) }
        return near(context.standing?.day ?? context.today, word.first == "+" ? count : -count, unit)
    }
}
