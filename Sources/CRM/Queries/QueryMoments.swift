import Foundation

/// Days, times and ages behind a key: `today`, `<fri`, `mon..fri`, `thismonth`, `<1h`. Days are read by the one parser of dates.
struct QueryMoments {
    /// A part of the calendar: from a day or a minute up to another that is no part of it.
    private struct Part {
        var from: NextCall
        var until: NextCall
        /// It was said as a day of the week, so it comes again each week.
        var isWeekday = false
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
        switch QueryComparison(value.text) {
        case .equal(let text):
            let part = try part(text, looksBack)
            return Span(from: part.from, until: part.until)
        case .less(let text): return Span(until: try part(text, looksBack).from)
        case .lessOrEqual(let text): return Span(until: try part(text, looksBack).until)
        case .greater(let text): return Span(from: try part(text, looksBack).until)
        case .greaterOrEqual(let text): return Span(from: try part(text, looksBack).from)
        case .between(let first, let last):
            let begin = first.isEmpty ? nil : try part(first, looksBack)
            var end = last.isEmpty ? nil : try part(last, looksBack)
            if let from = begin?.from, let until = end?.until, until <= from, end?.isWeekday == true {
                // `mon..fri` on a Thursday: the Friday behind that Monday.
                end?.until.day = until.day.adding(days: 7)
            }
            if let from = begin?.from, let until = end?.until, until <= from {
                throw fault("\"\(value.text.prefix(30))\" ends before it begins.")
            }
            return Span(from: begin?.from, until: end?.until)
        }
    }

    private func part(_ text: String, _ looksBack: Bool) throws(QueryFault) -> Part {
        let word = SearchText.fold(text)
        if let part = period(word) { return part }
        guard case .resolved(let call, _) = CallDateParser.parse(text, in: context) else {
            throw fault("\"\(text.prefix(30))\" is no day: today, fri, 3d, 31/1, thisweek, lastmonth.")
        }
        var part = Part(from: call, until: call)
        if case .weekday = CallDateWords.days[word] { part.isWeekday = true }
        if looksBack { part.from.day = past(call.day, isWeekday: part.isWeekday, saysYear: text.contains(String(call.day.year))) }
        part.until = end(of: part.from)
        return part
    }

    /// The parser looks ahead; what has happened is meant of the last such day.
    private func past(_ day: CalendarDay, isWeekday: Bool, saysYear: Bool) -> CalendarDay {
        guard day > context.today else { return day }
        if isWeekday { return day.adding(days: -7) }
        return saysYear ? day : CalendarDay(year: day.year - 1, month: day.month, day: day.day) ?? day
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
