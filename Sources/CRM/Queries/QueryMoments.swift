import Foundation

/// Days, times and ages behind a key: `today`, `<fri`, `mon..fri`, `thismonth`, `<1h`. Days are read by the one parser of dates.
struct QueryMoments {
    /// A part of the calendar: from a day or a minute up to another that is no part of it.
    private struct Part {
        var from: NextCall
        var until: NextCall
        /// It was said as a day of the week, so it comes again each week.
        var isWeekday = false
        /// It was said without a year, so it comes again each year.
        var isYearly = false
    }

    /// Which of the days of all years is meant by one without a year.
    private enum Meaning {
        /// The last such day: of that what has happened is meant.
        case last
        /// The nearest: next calls lie on both sides of today, and a bound behind which nothing lies is none.
        case nearest
    }

    private let context: CallDateContext
    private let value: QueryPiece.Value

    init(_ context: CallDateContext, _ value: QueryPiece.Value) {
        self.context = context
        self.value = value
    }

    private func fault(_ sentence: String) -> QueryFault { QueryFault(sentence, value.range) }

    // MARK: Ahead

    /// Bounds of next calls, as they are stored.
    func lookingAhead() throws(QueryFault) -> Span<String> {
        let span = try span(looksBack: false)
        return Span(from: span.from?.description, until: span.until?.description)
    }

    // MARK: Back

    /// Bounds of what has happened. An age turns round: what is younger than an hour came after that hour began.
    func lookingBack() throws(QueryFault) -> Span<Date> {
        if let span = ages() { return span }
        let span = try span(looksBack: true)
        func instant(_ call: NextCall?) -> Date? { call.map { $0.day.instant(at: $0.time, in: context.zone) } }
        return Span(from: instant(span.from), until: instant(span.until))
    }

    /// Times of calls: days, and behind `@` an hour of each of them, `thisweek@9`.
    func calls() throws(QueryFault) -> CallTime {
        guard let at = value.text.lastIndex(of: "@") else {
            let span = try lookingBack()
            return CallTime([ClockPeriod(start: span.from ?? .distantPast, end: span.until, offset: 0)])
        }
        guard let hour = Int(value.text[value.text.index(after: at)...]), (0...23).contains(hour) else {
            throw fault("Behind @ stands an hour from 0 to 23, such as called:<30d@14.")
        }
        let days = QueryMoments(context, QueryPiece.Value(text: String(value.text[..<at]), range: value.range))
        let needed = fault("An hour needs days with a beginning before it, such as called:<30d@14.")
        guard at > value.text.startIndex else { throw needed }
        let span = try days.lookingBack()
        guard let start = span.from else { throw needed }
        var periods = ClockPeriod.all(from: start, until: context.now, in: context.zone)
        if let end = span.until {
            periods.removeAll { $0.start >= end }
            if !periods.isEmpty { periods[periods.count - 1].end = min(end, periods[periods.count - 1].end ?? end) }
        }
        return CallTime(periods, hour: hour)
    }

    /// Nil where no age is meant.
    private func ages() -> Span<Date>? {
        switch QueryComparison(value.text) {
        case .equal(let text), .less(let text), .lessOrEqual(let text): return ago(text).map { Span(from: $0) }
        case .greater(let text), .greaterOrEqual(let text): return ago(text).map { Span(until: $0) }
        case .between(let first, let last):
            guard let newest = ago(first), let oldest = ago(last) else { return nil }
            return Span(from: min(newest, oldest), until: max(newest, oldest))
        }
    }

    /// The instant that lies an age back: `15m`, `2h`, `3d`, `1w`, `2mo` (of 30 days).
    private func ago(_ text: String) -> Date? {
        let (number, rest) = CallDateParser.numberAndRest(SearchText.fold(text))
        guard let count = Int(number), number.count <= 4, let unit = CallDateWords.units[rest] else { return nil }
        let seconds: Double =
            switch unit {
            case .minutes: 60
            case .hours: 3600
            case .days: 86_400
            case .weeks: 7 * 86_400
            case .months: 30 * 86_400
            }
        return context.now.addingTimeInterval(-Double(count) * seconds)
    }

    // MARK: Days

    private func span(looksBack: Bool) throws(QueryFault) -> Span<NextCall> {
        func from(_ text: String) throws(QueryFault) -> Part { try part(text, looksBack ? .last : .nearest, looksBack) }
        func until(_ text: String) throws(QueryFault) -> Part { try part(text, .nearest, looksBack) }
        switch QueryComparison(value.text) {
        case .equal(let text):
            let part = try from(text)
            return Span(from: part.from, until: part.until)
        case .less(let text): return Span(until: try until(text).from)
        case .lessOrEqual(let text): return Span(until: try until(text).until)
        case .greater(let text): return Span(from: try from(text).until)
        case .greaterOrEqual(let text): return Span(from: try from(text).from)
        case .between(let first, let last):
            let begin = first.isEmpty ? nil : try from(first)
            var end = last.isEmpty ? nil : try until(last)
            if let begin, let part = end { end = following(begin.from, part) }
            if let from = begin?.from, let until = end?.until, until <= from {
                throw fault("\"\(value.text.prefix(30))\" ends before it begins.")
            }
            return Span(from: begin?.from, until: end?.until)
        }
    }

    /// The end of a range that begins somewhere: `mon..fri` on a Thursday ends on the Friday behind that Monday, `1/11..30/11` in the same year.
    private func following(_ begin: NextCall, _ end: Part) -> Part {
        var end = end
        if end.isWeekday, end.until <= begin { end.until.day = end.until.day.adding(days: 7) }
        if end.isYearly {
            let all = sameDays(as: end.from.day).map { self.end(of: NextCall($0, end.from.time)) }
            end.until = all.first { $0 > begin } ?? end.until
        }
        return end
    }

    private func part(_ text: String, _ meaning: Meaning, _ looksBack: Bool) throws(QueryFault) -> Part {
        let word = SearchText.fold(text)
        if let part = period(word) { return part }
        guard case .resolved(let call, _) = CallDateParser.parse(text, in: context) else {
            throw fault("\"\(text.prefix(30))\" is no day: today, fri, 3d, 31/1, thisweek, lastmonth.")
        }
        var part = Part(from: call, until: call)
        if case .weekday = CallDateWords.days[word] {
            part.isWeekday = true
            // The parser looks ahead.
            if looksBack, call.day > context.today { part.from.day = call.day.adding(days: -7) }
        } else if isYearly(text, call) {
            part.isYearly = true
            part.from.day = day(call.day, meaning)
        }
        part.until = end(of: part.from)
        return part
    }

    /// Whether a text says a day and a month without a year: whenever it had been said, it would have been that day of some year.
    private func isYearly(_ text: String, _ call: NextCall) -> Bool {
        [10, 100, 200].allSatisfy { days in
            var before = context
            before.now = context.today.adding(months: -12 * QueryMoments.years).adding(days: -days).instant(in: context.zone)
            guard case .resolved(let earlier, _) = CallDateParser.parse(text, in: before) else { return false }
            return earlier.day != call.day && earlier.day.month == call.day.month && earlier.day.day == call.day.day
        }
    }

    /// As many years as can lie between two 29ths of February.
    private static let years = 8

    private func sameDays(as day: CalendarDay) -> [CalendarDay] {
        let year = context.today.year
        return (year - QueryMoments.years...year + QueryMoments.years).compactMap { CalendarDay(year: $0, month: day.month, day: day.day) }
    }

    private func day(_ day: CalendarDay, _ meaning: Meaning) -> CalendarDay {
        let (all, today) = (sameDays(as: day), context.today)
        switch meaning {
        case .last: return all.last { $0 <= today } ?? day
        case .nearest: return all.min { abs($0.number - today.number) < abs($1.number - today.number) } ?? day
        }
    }

    /// A day, or the minute of a time.
    private func end(of call: NextCall) -> NextCall {
        guard let time = call.time, time.minutes < 1439 else { return NextCall(call.day.adding(days: 1)) }
        return NextCall(call.day, TimeOfDay(minutesSinceMidnight: time.minutes + 1))
    }

    /// Whole weeks and months.
    private func period(_ word: String) -> Part? {
        let today = context.today
        let monday = today.adding(days: 1 - today.weekday)
        let first = today.adding(days: 1 - today.day)
        let (from, until) =
            switch word {
            case "thisweek": (monday, monday.adding(days: 7))
            case "lastweek": (monday.adding(days: -7), monday)
            case "nextweek": (monday.adding(days: 7), monday.adding(days: 14))
            case "thismonth": (first, first.adding(months: 1))
            case "lastmonth": (first.adding(months: -1), first)
            case "nextmonth": (first.adding(months: 1), first.adding(months: 2))
            default: (today, today)
            }
        return from < until ? Part(from: NextCall(from), until: NextCall(until)) : nil
    }
}
