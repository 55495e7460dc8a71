/// Days: by word, by distance, by date.
extension CallDateParser {
    /// `today`, `tom`, `mon`, `3d`, `1w`, `2mo`, `31/1`, `31/1/2027`, `31jan`, `2027-01-31`.
    static func day(_ word: String, in context: CallDateContext) -> Reading<CalendarDay> {
        let today = context.today
        switch CallDateWords.days[word] {
        case .fromToday(let days): return .value(today.adding(days: days))
        case .weekday(let weekday):
            let ahead = (weekday - today.weekday + 7) % 7
            return .value(today.adding(days: ahead == 0 ? 7 : ahead))
        case nil: break
        }
        let (number, rest) = numberAndRest(word)
        if number.isEmpty { return CallDateWords.begins(CallDateWords.days.keys, with: word) ? .begun : .no }
        switch rest.first {
        case nil: return bare(number)
        case "/": return slashed(word, today: today, dayFirst: context.dayFirst)
        case "-": return dashed(word)
        default: return counted(number, rest, today: today)
        }
    }

    /// The years that can be typed. A longer row, with years like 1730, would leave no time without a colon wrong.
    private static let years = 2000...2199

    /// Digits alone begin a span, a day of a month or a year.
    private static func bare(_ number: String) -> Reading<CalendarDay> {
        switch number.count {
        case 1...3: .begun
        case 4: Int(number).map(years.contains) == true ? .begun : .no
        default: .bad(Sentence.notADate(number))
        }
    }

    /// `3d`, `1w`, `2mo`, `31jan`, `31jan 2027`.
    private static func counted(_ number: String, _ rest: String, today: CalendarDay) -> Reading<CalendarDay> {
        let parts = rest.split(separator: " ").map(String.init)
        if let name = parts.first, let month = CallDateWords.months[name] {
            guard parts.count == 1 || isNumber(parts[1]) else { return .bad(Sentence.notADate(number + rest)) }
            guard let day = Int(number), number.count <= 2 else { return .bad(noDay(number, month)) }
            if parts.count > 1 && parts[1].count < 4 { return .begun }
            return date(day, month, year: parts.count > 1 ? Int(parts[1]) : nil, today: today)
        }
        let unit = CallDateWords.units[rest]
        switch unit {
        case .days, .weeks, .months:
            guard number.count <= 3, let count = Int(number) else { return .bad(tooFar(number + rest)) }
            let day =
                switch unit {
                case .days: today.adding(days: count)
                case .weeks: today.adding(days: count * 7)
                default: today.adding(months: count)
                }
            // Ten years: further is a slip of the finger.
            return day.year - today.year > 10 ? .bad(tooFar(number + rest)) : .value(day)
        default:
            if number.count > 3 { return .bad(tooFar(number + rest)) }
            let begun = CallDateWords.begins(CallDateWords.units.keys, with: rest) || CallDateWords.begins(CallDateWords.months.keys, with: rest)
            return begun ? .begun : .no
        }
    }

    /// `31/1` and `31/1/2027`, or `1/31` where the month comes first.
    private static func slashed(_ word: String, today: CalendarDay, dayFirst: Bool) -> Reading<CalendarDay> {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let filled = parts.last == "" ? parts.dropLast() : parts[...]
        guard parts.count <= 3, filled.allSatisfy({ isNumber($0) }), parts[0].count <= 2, parts[1].count <= 2 else {
            return .bad(Sentence.notADate(word))
        }
        let dayText = parts[dayFirst ? 0 : 1]
        let monthText = parts[dayFirst ? 1 : 0]
        // An empty or lone 0 in the last place waits for its digits; in another place it never gets them.
        let waits = { (text: String) in parts.count == 2 && text == parts[1] && (text.isEmpty || text == "0") }
        if let day = Int(dayText), !waits(dayText), !(1...31).contains(day) {
            return .bad("There is no day \(day)\(dayFirst ? "" : ": the month comes first"). A date is written \(dayFirst ? "31/1" : "1/31")")
        }
        if let month = Int(monthText), !waits(monthText), !(1...12).contains(month) {
            return .bad("There is no month \(month)\(dayFirst ? "" : ": the month comes first"). A date is written \(dayFirst ? "31/1" : "1/31")")
        }
        guard let day = Int(dayText), let month = Int(monthText), !waits(dayText), !waits(monthText) else { return .begun }
        guard parts.count == 3 else { return date(day, month, year: nil, today: today) }

        // A day that no year has is wrong before the year is typed.
        guard CalendarDay(year: 2000, month: month, day: day) != nil else { return .bad(noDay("\(day)", month)) }
        switch (parts[2].count, Int(parts[2])) {
        case (4, let year?): return date(day, month, year: year, today: today)
        // `31/1/27` is 2027; `31/1/20` is on its way to 2027, not a date long past.
        case (2, let year?) where 2000 + year >= today.year: return date(day, month, year: 2000 + year, today: today)
        case (0...3, _): return .begun
        default: return .bad(Sentence.notADate(word))
        }
    }

    /// `2027-01-31`.
    private static func dashed(_ word: String) -> Reading<CalendarDay> {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let filled = parts.last == "" ? parts.dropLast() : parts[...]
        guard parts.count <= 3, parts[0].count == 4, filled.allSatisfy({ isNumber($0) }), parts.dropFirst().allSatisfy({ $0.count <= 2 }),
            let year = Int(parts[0])
        else { return .bad("\"\(Sentence.quoted(word))\" is not a date. With dashes it is written 2027-01-31") }
        guard years.contains(year) else { return .bad(noYear(year)) }
        guard let month = Int(parts[1]) else { return .begun }
        if parts.count == 2 && parts[1] == "0" { return .begun }
        guard (1...12).contains(month) else { return .bad("There is no month \(month). A date is written 2027-01-31") }
        // One digit may be the first of two: `2027-01-3` is not the third yet, `2027-01-03` is.
        guard parts.count == 3, parts[2].count == 2, let day = Int(parts[2]) else {
            return parts.count == 3 && parts[2] > "3" ? .bad("The day has two digits: \(parts[0])-\(parts[1])-0\(parts[2])") : .begun
        }
        return CalendarDay(year: year, month: month, day: day).map { .value($0) } ?? .bad(noDay("\(day)", month, year: year))
    }

    /// The day of that year; without one the next such day, today included.
    private static func date(_ day: Int, _ month: Int, year: Int?, today: CalendarDay) -> Reading<CalendarDay> {
        if let year {
            guard years.contains(year) else { return .bad(noYear(year)) }
            return CalendarDay(year: year, month: month, day: day).map { .value($0) } ?? .bad(noDay("\(day)", month, year: year))
        }
        // Eight years reach every 29 February, also across a century that has none.
        for year in today.year...(today.year + 8) {
            if let found = CalendarDay(year: year, month: month, day: day), found >= today { return .value(found) }
        }
        return .bad(noDay("\(day)", month))
    }

    private static func noYear(_ year: Int) -> String {
        "The year of a call is \(years.lowerBound) to \(years.upperBound), not \(year). A date is written 31/1 or 2027-01-31"
    }

    private static func noDay(_ day: String, _ month: Int, year: Int? = nil) -> String {
        "\(CalendarNames.month(month))\(year.map { " \($0)" } ?? "") has no day \(Sentence.quoted(day)). A date is written 31/1 or 2027-01-31"
    }
}
