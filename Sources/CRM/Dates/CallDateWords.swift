/// The words of the date shorthand, all in lower case.
enum CallDateWords {
    /// A word for a day: how many days from today, or which weekday (1 for Monday).
    enum Day: Equatable {
        case fromToday(Int)
        case weekday(Int)
    }

    enum Unit {
        case minutes, hours, days, weeks, months
    }

    static let days: [String: Day] = [
        "today": .fromToday(0), "tod": .fromToday(0),
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

    /// Month names, whole and cut to three letters, with the month's number.
    static let months: [String: Int] = {
        var table = ["sept": 9]
        for (index, name) in CalendarNames.months.enumerated() {
            table[name.lowercased()] = index + 1
            table[String(name.lowercased().prefix(3))] = index + 1
        }
        return table
    }()

    static let endOfDay = "eod"
    static let dayStart = "morning"
    static let meridiems = ["am", "pm"]

    static func begins(_ words: some Sequence<String>, with start: String) -> Bool {
        words.contains { $0.hasPrefix(start) }
    }

    /// What may follow a number, with or without a space between: a unit, a month, am or pm, or the beginning of one.
    static func canFollowNumber(_ word: String) -> Bool {
        days[word] == nil && (begins(units.keys, with: word) || begins(months.keys, with: word) || begins(meridiems, with: word))
    }
}
