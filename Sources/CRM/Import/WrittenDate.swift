import Base

/// A date of a file as people and mail programs write it out, brought to what ``ImportDate`` reads: `Do., 31. Dez. 2026 um 9.30 Uhr` is
/// `2026-12-31 9.30`, and `December 31st` is `December 31`.
struct WrittenDate {
    let text: String
    /// The days of the week that it names before the date; nil where it names none.
    private var weekdays: Set<Int>?

    /// Longer is no date.
    private static let mostBytes = 80
    /// Words between or behind day, month and time, folded; they say nothing.
    private static let small: Set<String> = [
        "um", "uhr", "a", "as", "las", "alle", "ore", "kl", "klo", "om", "h", "hs", "godz", "de", "of", "the",
    ]
    /// Letters that make a number the first, the second, the third, folded.
    private static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "º", "°"]

    /// Nil for what is too long, and for a day of the week without a date behind it.
    init?(_ written: String) {
        guard written.utf8.count <= WrittenDate.mostBytes else { return nil }
        var words = written.replacing(",", with: " ").split(whereSeparator: \.isWhitespace).map(String.init)
        if let first = words.first, words.count > 1 {
            let named = WeekdayNames.days(WrittenDate.bare(first))
            if !named.isEmpty {
                weekdays = named
                words.removeFirst()
            }
        }
        words = words.filter { !WrittenDate.small.contains(WrittenDate.bare($0)) }.map(WrittenDate.number)
        if let day = WrittenDate.day(words.prefix(3)) { words.replaceSubrange(..<3, with: [day]) }
        guard weekdays == nil || WrittenDate.saysDay(words) else { return nil }
        text = words.joined(separator: " ")
    }

    /// Whether the weekday that was written is that of the day.
    func agrees(with day: CalendarDay) -> Bool { weekdays?.contains(day.weekday) ?? true }

    /// Folded, without the dot of a short form.
    private static func bare(_ word: String) -> String {
        let folded = SearchText.fold(word)
        return folded.hasSuffix(".") ? String(folded.dropLast()) : folded
    }

    /// `31st` as `31`, and `31.12.2026.` without its last dot.
    private static func number(_ word: String) -> String {
        let (number, rest) = CallDateParser.numberAndRest(SearchText.fold(word))
        if !number.isEmpty, ordinals.contains(rest) { return number }
        return word.last == "." && word.filter({ $0 == "." }).count == 3 ? String(word.dropLast()) : word
    }

    /// `31 Dec 2026`, `December 31 2026`, `2026. 12. 31.` as `2026-12-31`; nil for other words, and for a month in figures without the year before it.
    private static func day(_ words: ArraySlice<String>) -> String? {
        guard words.count == 3 else { return nil }
        let words = words.map(bare)
        func number(_ word: String, _ digits: ClosedRange<Int>) -> Int? {
            CallDateParser.isNumber(word) && digits.contains(word.count) ? Int(word) : nil
        }
        let (year, month, day) =
            if number(words[0], 4...4) != nil {
                (words[0], number(words[1], 1...2) ?? MonthNames.month(words[1]), words[2])
            } else if let month = MonthNames.month(words[1]) {
                (words[2], month, words[0])
            } else {
                (words[2], MonthNames.month(words[0]), words[1])
            }
        guard let year = number(year, 4...4), let month, let day = number(day, 1...2) else { return nil }
        return CalendarDay(year: year, month: month, day: day)?.description
    }

    /// Whether the first word is a date in figures, or one of them a month.
    private static func saysDay(_ words: [String]) -> Bool {
        let figures = words.first?.split { !$0.isNumber } ?? []
        return figures.count > 1 && words.first?.contains { "/.-年".contains($0) } == true
            || words.contains { MonthNames.month(bare($0)) != nil }
    }
}
