/// The words of the date shorthand, all in lower case.
enum CallDateWords {
    /// A word for a day.
    enum Day: Equatable {
        case fromToday(Int)
        /// The same day of the next month.
        case month
        /// The next such day, 1 for Monday.
        case weekday(Int)
        /// That of the week that begins next Monday.
        case nextWeek(Int)
        /// The next working day.
        case working
    }

    /// A word for a time of day.
    enum Time: Equatable {
        case dayStart, endOfDay
        /// Minutes since midnight.
        case at(Int)
    }

    enum Unit {
        case minutes, hours, days, weeks, months
    }

    static let days: [String: Day] = {
        var table = named
        for case (let word, .weekday(let number)) in named { table["\(next) \(word)"] = .nextWeek(number) }
        return table
    }()

    /// With a weekday or `week` behind it.
    static let next = "next"

    private static let named: [String: Day] = [
        "today": .fromToday(0), "tod": .fromToday(0), "yesterday": .fromToday(-1), "wd": .working, "next week": .nextWeek(1),
        "t": .fromToday(1), "w": .fromToday(7), "m": .month,
        "tom": .fromToday(1), "tomorrow": .fromToday(1), "tmr": .fromToday(1), "tmrw": .fromToday(1),
        "mon": .weekday(1), "monday": .weekday(1),
        "tue": .weekday(2), "tues": .weekday(2), "tuesday": .weekday(2),
        "wed": .weekday(3), "weds": .weekday(3), "wednesday": .weekday(3),
        "thu": .weekday(4), "thur": .weekday(4), "thurs": .weekday(4), "thursday": .weekday(4),
        "fri": .weekday(5), "friday": .weekday(5),
        "sat": .weekday(6), "saturday": .weekday(6),
        "sun": .weekday(7), "sunday": .weekday(7),
    ]

    static let units: [String: Unit] = [
        "m": .minutes, "min": .minutes, "mins": .minutes, "minute": .minutes, "minutes": .minutes,
        "h": .hours, "hr": .hours, "hrs": .hours, "hour": .hours, "hours": .hours,
        "d": .days, "day": .days, "days": .days,
        "w": .weeks, "wk": .weeks, "wks": .weeks, "week": .weeks, "weeks": .weeks,
        "mo": .months, "mos": .months, "month": .months, "months": .months,
    ]

    static let times: [String: Time] = [
        "e": .endOfDay, "eod": .endOfDay, "morning": .dayStart, "noon": .at(12 * 60), "lunch": .at(12 * 60 + 30), "afternoon": .at(15 * 60),
    ]
    static let meridiems = ["am", "pm"]

    static func begins(_ words: some Sequence<String>, with start: String) -> Bool {
        words.contains { $0.hasPrefix(start) }
    }

    /// Says whether the word may follow a number, with or without a space between: a unit, a month, am or pm, or the beginning of one.
    static func canFollowNumber(_ word: String) -> Bool {
        // `m` and `w` are days as well; behind a number they are its units.
        if units[word] != nil { return true }
        return days[word] == nil && (begins(units.keys, with: word) || MonthNames.begins(with: word) || begins(meridiems, with: word))
    }
}
