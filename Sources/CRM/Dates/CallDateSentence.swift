/// The sentences about a text that is no date: short enough for the line beside the field at 80 columns, each with the right form.
public enum CallDateSentence {
    /// Of a text that typing on could complete.
    public static func notYet(_ context: CallDateContext) -> String { "not a date yet: \(examples(context))" }

    static func notADate(_ context: CallDateContext) -> String { "not a date: \(examples(context))" }

    private static func examples(_ context: CallDateContext) -> String { "tom 10 · fri · 3d · \(example(context)) · 17:30" }

    /// The last of January as the country writes it.
    private static func example(_ context: CallDateContext) -> String { context.dayFirst ? "31/1" : "1/31" }

    static let notATime = "not a time: 10 · 17:30 · 9h30 · 5pm · noon · eod"
    static let minutes = "a time is written 17:30 or 17h30"
    static let twelveHours = "with am or pm the hour is 1 to 12: 5pm is 17:00"
    static let midnight = "midnight needs its day: tom 0:00 · fri 0:00"
    static let tooFar = "too far away: a date is written 2027-01-31"

    static func movesOne(_ context: CallDateContext) -> String {
        "+ and - are for one row: 3d (in 3 days), or \(example(context))"
    }

    /// Of a date whose year comes first, with its day in one digit.
    static func twoDigits(_ day: CalendarDay) -> String { "the day has two digits: \(day)" }

    static func colon(_ time: TimeOfDay) -> String { "a time needs its colon: \(time)" }
    static func noHour(_ hour: Int) -> String { "there is no hour \(hour): a time is written 17:30" }
    static func noMinute(_ minute: String) -> String { "there is no minute \(minute): a time is written 17:30" }
    static func noDay(_ day: Int, _ context: CallDateContext) -> String { "there is no day \(day): \(order(context))" }

    static func noMonth(_ month: Int, dotted: Bool, _ context: CallDateContext) -> String {
        "there is no month \(month): \(dotted ? "a time is written 17:30" : order(context))"
    }

    static func noYear(_ years: ClosedRange<Int>) -> String { "the year of a call is \(years.lowerBound) to \(years.upperBound)" }

    static func noDay(_ day: Int, month: Int, year: Int?) -> String {
        "\(CalendarNames.month(month))\(year.map { " \($0)" } ?? "") has no day \(day)"
    }

    static func weekday(of day: CalendarDay) -> String {
        "\(day.day) \(CalendarNames.month(day.month)) \(day.year) is a \(CalendarNames.weekday(day))"
    }

    private static func order(_ context: CallDateContext) -> String {
        context.dayFirst ? "the day comes first, 31/1" : "the month comes first, 1/31"
    }
}
