import Foundation

/// Dates as they are written: with a stroke, dots or dashes, with a month's name, or the year first.
extension CallDateParser {
    /// The years that can be typed. A longer row, with years like 1730, would leave no time without a colon wrong.
    static let years = 2000...2199

    /// The signs between a day, a month's name and a year.
    static let nameSigns = CharacterSet(charactersIn: "-/. ")

    /// `31/1`, `31.1.`, `31-1-2027`, `31jan`, `31jan 2027`, `31-jan-27`, `2027-01-31`.
    static func date(_ word: String, in context: CallDateContext) -> Reading<CalendarDay> {
        let (number, rest) = numberAndRest(word)
        if number.isEmpty { return .no }
        switch rest.first {
        case nil: return bare(number)
        case let sign? where !sign.isLetter && rest.dropFirst().first?.isLetter == true: return named(number, rest, in: context)
        case "-" where number.count == 4: return yearFirst(word)
        case let sign? where sign == "/" || sign == "." || sign == "-": return parted(word, by: sign, in: context)
        default: return named(number, rest, in: context)
        }
    }

    /// Digits alone begin a span, a day of a month or a year.
    private static func bare(_ number: String) -> Reading<CalendarDay> {
        switch number.count {
        case 1...3: .begun
        case 4: Int(number).map(years.contains) == true ? .begun : .no
        default: .bad(CallDateSentence.tooFar)
        }
    }

    /// `31jan`, `31jan 2027`, `31-jan-27`.
    private static func named(_ number: String, _ rest: String, in context: CallDateContext) -> Reading<CalendarDay> {
        let parts = rest.components(separatedBy: nameSigns).filter { !$0.isEmpty }
        guard let name = parts.first, let month = MonthNames.month(name) else {
            return parts.count == 1 && number.count <= 2 && MonthNames.begins(with: parts[0]) ? .begun : .no
        }
        guard parts.count == 1 || parts.count == 2 && isNumber(parts[1]) && parts[1].count <= 4 else {
            return .bad(CallDateSentence.notADate(context))
        }
        guard let day = Int(number), number.count <= 2 else { return .bad(CallDateSentence.tooFar) }
        guard parts.count == 2 else { return date(day, month, year: nil, today: context.today) }
        guard CalendarDay(year: 2000, month: month, day: day) != nil else { return noDay(day, month) }
        return year(parts[1], today: context.today).map { date(day, month, year: $0, today: context.today) } ?? .begun
    }

    /// The year that digits say: `27` is 2027, and `20` is on its way to 2027, not a year long past; nil for one that is on its way.
    private static func year(_ digits: String, today: CalendarDay) -> Int? {
        guard digits.count == 2 || digits.count == 4, let year = Int(digits) else { return nil }
        if digits.count == 4 { return year }
        return 2000 + year >= today.year ? 2000 + year : nil
    }

    /// `31/1`, `1.12.`, `31-1-2027`, or `1/31` where the month comes first.
    private static func parted(_ word: String, by sign: Character, in context: CallDateContext) -> Reading<CalendarDay> {
        var parts = word.split(separator: sign, omittingEmptySubsequences: false).map(String.init)
        let filled = parts.last == "" ? parts.dropLast() : parts[...]
        guard parts.count <= 3, filled.allSatisfy({ isNumber($0) }), parts[0].count <= 2, parts[1].count <= 2 else {
            return .bad(CallDateSentence.notADate(context))
        }
        // `1.12.` ends with a dot.
        if sign == ".", parts.count == 3, parts[2].isEmpty, !parts[1].isEmpty { parts.removeLast() }
        let dayText = parts[context.dayFirst ? 0 : 1]
        let monthText = parts[context.dayFirst ? 1 : 0]
        // An empty or lone 0 in the last place waits for its digits; in another place it never gets them.
        let waits = { (text: String) in parts.count == 2 && text == parts[1] && (text.isEmpty || text == "0") }
        if let day = Int(dayText), !waits(dayText), !(1...31).contains(day) { return .bad(CallDateSentence.noDay(day, context)) }
        if let month = Int(monthText), !waits(monthText), !(1...12).contains(month) {
            return .bad(CallDateSentence.noMonth(month, dotted: sign == ".", context))
        }
        guard let day = Int(dayText), let month = Int(monthText), !waits(dayText), !waits(monthText) else { return .begun }
        guard parts.count == 3 else { return date(day, month, year: nil, today: context.today) }

        // A day that no year has is wrong before the year is typed.
        guard CalendarDay(year: 2000, month: month, day: day) != nil else { return noDay(day, month) }
        guard parts[2].count <= 4 else { return .bad(CallDateSentence.notADate(context)) }
        return year(parts[2], today: context.today).map { date(day, month, year: $0, today: context.today) } ?? .begun
    }

    /// `2027-01-31`.
    private static func yearFirst(_ word: String) -> Reading<CalendarDay> {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let filled = parts.last == "" ? parts.dropLast() : parts[...]
        guard parts.count <= 3, filled.allSatisfy({ isNumber($0) }), parts.dropFirst().allSatisfy({ $0.count <= 2 }),
            let year = Int(parts[0])
        else { return .bad(CallDateSentence.tooFar) }
        guard years.contains(year) else { return .bad(CallDateSentence.noYear(years)) }
        guard let month = Int(parts[1]) else { return .begun }
        if parts.count == 2 && parts[1] == "0" { return .begun }
        guard (1...12).contains(month) else { return .bad("there is no month \(month): a date is written 2027-01-31") }
        // One digit may be the first of two: `2027-01-3` is not the third yet, `2027-01-03` is.
        guard parts.count == 3, let day = Int(parts[2]) else { return .begun }
        let isShort = parts[2].count == 1
        if isShort, day <= 3 { return .begun }
        guard let date = CalendarDay(year: year, month: month, day: day) else { return noDay(day, month, year) }
        return isShort ? .bad(CallDateSentence.twoDigits(date)) : .value(date)
    }

    /// The day of that year; without one the next such day, today included.
    private static func date(_ day: Int, _ month: Int, year: Int?, today: CalendarDay) -> Reading<CalendarDay> {
        if let year {
            guard years.contains(year) else { return .bad(CallDateSentence.noYear(years)) }
            return CalendarDay(year: year, month: month, day: day).map { .value($0) } ?? noDay(day, month, year)
        }
        // Eight years reach every 29 February, also across a century that has none.
        for year in today.year...(today.year + 8) {
            if let found = CalendarDay(year: year, month: month, day: day), found >= today { return .value(found) }
        }
        return noDay(day, month)
    }

    /// Whether a date says its year: it has three parts.
    static func hasYear(_ word: String) -> Bool {
        let numbers = word.split { !$0.isNumber }
        return numbers.count + (word.contains(where: \.isLetter) ? 1 : 0) == 3
    }

    private static func noDay(_ day: Int, _ month: Int, _ year: Int? = nil) -> Reading<CalendarDay> {
        .bad(CallDateSentence.noDay(day, month: month, year: year))
    }
}
