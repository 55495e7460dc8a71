import Foundation

/// The meaning, so far, of a text typed for a next call.
public enum CallDateParse: Hashable, Sendable {
    /// Nothing but spaces.
    case empty
    /// `-`: there is to be no next call.
    case cleared
    /// A date, and whether it lies before now: allowed, but to be marked.
    case resolved(NextCall, isPast: Bool)
    /// Not a date yet, but typing on could make it one: `t`, `2027-0`, `31/`, and signs that say nothing, such as a comma.
    case incomplete
    /// Typing on cannot mend it; a sentence that says what is wrong, with an example of what is right.
    case wrong(String)
}

/// The one parser of dates in shorthand: `15m`, `17:30`, `eod`, `tom 10`, `t`, `mon`, `3d`, `+3`, `31/1`, `1.12.`, `2027-01-31 17:30`, `-`.
public enum CallDateParser {
    /// The meaning of `text` at the context's moment and place. Case, commas, stray spaces and full-width letters do not matter, and the
    /// text that ``CallDateText`` shows of a date is understood again.
    ///
    /// A bare day has no time. A bare time that has passed today is that of the next working day. Minutes and hours count in real time from
    /// now, so they cross midnight and changes of the clocks. A time that the clocks leave out on its day is the one that they show then.
    public static func parse(_ text: String, in context: CallDateContext) -> CallDateParse {
        let parse = meaning(of: text, in: context)
        guard case .resolved(let call, let isPast) = parse, let time = call.time else { return parse }
        let shown = TimeOfDay(call.day.instant(at: time, in: context.zone), in: context.zone)
        return .resolved(NextCall(call.day, shown), isPast: isPast)
    }

    private static func meaning(of text: String, in context: CallDateContext) -> CallDateParse {
        let plain = SearchText.fold(text).replacingOccurrences(of: ",", with: " ").trimmingCharacters(in: .whitespacesAndNewlines)
        if plain.isEmpty { return text.allSatisfy(\.isWhitespace) ? .empty : .incomplete }
        if dashes.contains(plain) { return .cleared }
        guard let span = withoutIn(plain) else { return .incomplete }
        let words = words(span)
        // `tom at` waits for its time.
        guard words.last != "at" else { return words.count < 3 ? .incomplete : .wrong(sentence.notADate(context)) }
        let said = words.filter { $0 != "at" }
        switch said.count {
        case 1: return one(said[0], in: context)
        case 2: return two(said[0], said[1], in: context)
        case 3: return dated(weekday: said[0], said[1], said[2], in: context)
        default: return .wrong(sentence.notADate(context))
        }
    }

    static let dashes = ["-", "–", "—", "−"]

    /// The possible readings of one word.
    enum Reading<Value> {
        case value(Value)
        /// It could become one by typing on.
        case begun
        /// It is meant as one, and wrong; the sentence says why.
        case bad(String)
        case no
    }

    private static let sentence = CallDateSentence.self

    private static func one(_ word: String, in context: CallDateContext) -> CallDateParse {
        let readings = [
            day(word, in: context).map { NextCall($0, isMove(word) ? context.standing?.time : nil) },
            span(word, in: context),
            isMidnight(word, in: context) ? .bad(sentence.midnight) : time(word, in: context).map { next($0, in: context) },
        ]
        for case .value(let call) in readings { return .resolved(call, isPast: context.isPast(call)) }
        for case .begun in readings { return .incomplete }
        // `10tom`: no unit stands behind the number, so it may be a day.
        if let letter = word.firstIndex(where: \.isLetter), letter != word.startIndex {
            let parts = two(String(word[..<letter]), String(word[letter...]), in: context)
            if case .wrong = parts {} else { return parts }
        }
        for case .bad(let reason) in readings { return .wrong(reason) }
        return .wrong(sentence.notADate(context))
    }

    /// Whether it is a bare `0`, `0:00` or `12am`: outside working hours that is a slip, or a time whose day is missing.
    private static func isMidnight(_ word: String, in context: CallDateContext) -> Bool {
        guard word.first?.isNumber == true, case .value(let time) = time(word, in: context) else { return false }
        return time.minutes == 0 && !context.workingHours.contains(time)
    }

    /// The next time that a bare time comes: today, or on the next working day where it has passed.
    private static func next(_ time: TimeOfDay, in context: CallDateContext) -> NextCall {
        let today = NextCall(context.today, time)
        return context.isPast(today) ? NextCall(context.workingHours.workingDay(after: today.day), time) : today
    }

    /// `tom 10`, `10 tom`, `thu 26nov`.
    private static func two(_ first: String, _ second: String, in context: CallDateContext) -> CallDateParse {
        switch day(first, in: context) {
        case .value(let day):
            let time = time(second, behindYear: hasYear(first), in: context)
            if case .value(let time) = time { return resolved(NextCall(day, time), context) }
            if case .begun = time { return .incomplete }
            // `fri 27` is on its way to `fri 27 nov`.
            if let date = dated(weekday: first, second, in: context) { return date }
            if case .bad(let reason) = time { return .wrong(reason) }
            return .wrong(sentence.notATime)
        case .bad(let reason): return .wrong(reason)
        case .begun, .no:
            guard second.first?.isLetter == true, case .value(let time) = time(first, in: context) else { break }
            switch day(second, in: context) {
            case .value(let day): return resolved(NextCall(day, time), context)
            case .begun: return .incomplete
            case .bad, .no: break
            }
        }
        // `8 mon` may be on its way to `8 months`.
        if isNumber(first), first.count <= 3, CallDateWords.units[second] == nil,
            CallDateWords.begins(CallDateWords.units.keys, with: second)
        {
            return .incomplete
        }
        if isNumber(first), isNumber(second) { return .wrong(sentence.minutes) }
        return .wrong(sentence.notADate(context))
    }

    /// A date with its weekday before it, as the screens write it; nil where it is none.
    private static func dated(weekday word: String, _ second: String, in context: CallDateContext) -> CallDateParse? {
        guard case .weekday(let weekday)? = CallDateWords.days[word], second.first?.isNumber == true else { return nil }
        switch date(second, in: context) {
        case .value(let day) where day.weekday == weekday: return resolved(NextCall(day), context)
        // Without a year it may be another year's.
        case .value(let day): return hasYear(second) ? .wrong(sentence.weekday(of: day)) : .incomplete
        case .begun: return .incomplete
        case .bad(let reason): return .wrong(reason)
        case .no: return nil
        }
    }

    /// `thu 26nov 11:00`.
    private static func dated(weekday first: String, _ second: String, _ third: String, in context: CallDateContext) -> CallDateParse {
        guard let date = dated(weekday: first, second, in: context) else { return .wrong(sentence.notADate(context)) }
        guard case .resolved(let call, _) = date else {
            // Another year's, whose number has begun.
            let isYear = date == .incomplete && isNumber(third) && third.count <= 2
            return date == .incomplete && !isYear ? .wrong(sentence.notADate(context)) : date
        }
        switch time(third, behindYear: hasYear(second), in: context) {
        case .value(let time): return resolved(NextCall(call.day, time), context)
        case .begun: return .incomplete
        case .bad(let reason): return .wrong(reason)
        case .no: return .wrong(sentence.notATime)
        }
    }

    private static func resolved(_ call: NextCall, _ context: CallDateContext) -> CallDateParse {
        .resolved(call, isPast: context.isPast(call))
    }

    static func isNumber(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// The digits a word begins with, and what follows them.
    static func numberAndRest(_ word: String) -> (number: String, rest: String) {
        let digits = word.utf8.prefix { (48...57).contains($0) }
        return (String(word.prefix(digits.count)), String(word.dropFirst(digits.count)))
    }
}

extension CallDateParser.Reading {
    func map<Other>(_ change: (Value) -> Other) -> CallDateParser.Reading<Other> {
        switch self {
        case .value(let value): .value(change(value))
        case .begun: .begun
        case .bad(let sentence): .bad(sentence)
        case .no: .no
        }
    }
}
