import Foundation

/// The one parser of dates in shorthand: `15m`, `17:30`, `eod`, `tom 10`, `mon`, `3d`, `31/1`, `2027-01-31 17:30`, `-`.
public enum CallDateParser {
    /// What `text` means at the context's moment and place. Case, stray spaces and full-width letters do not matter.
    ///
    /// A bare day has no time. A bare time is today's, also when it has passed. Minutes and hours count in real time from now, so
    /// they cross midnight and changes of the clocks.
    public static func parse(_ text: String, in context: CallDateContext) -> CallDateParse {
        let plain = SearchText.fold(text).trimmingCharacters(in: .whitespacesAndNewlines)
        if plain.isEmpty { return .empty }
        if ["-", "–", "—", "−"].contains(plain) { return .cleared }
        let words = joined(plain)
        switch words.count {
        case 1: return one(words[0], in: context)
        case 2: return two(words[0], words[1], in: context)
        default: return .wrong(Sentence.notADate(plain))
        }
    }

    /// What one word can be.
    enum Reading<Value> {
        case value(Value)
        /// It could become one by typing on.
        case begun
        /// It is meant as one, and wrong; the sentence says why.
        case bad(String)
        case no
    }

    private static func one(_ word: String, in context: CallDateContext) -> CallDateParse {
        let readings = [
            day(word, in: context).map { NextCall($0) },
            span(word, in: context),
            time(word, in: context).map { NextCall(context.today, $0) },
        ]
        for case .value(let call) in readings { return .resolved(call, isPast: context.isPast(call)) }
        for case .begun in readings { return .incomplete }
        for case .bad(let sentence) in readings { return .wrong(sentence) }
        return .wrong(Sentence.notADate(word))
    }

    private static func two(_ first: String, _ second: String, in context: CallDateContext) -> CallDateParse {
        switch day(first, in: context) {
        case .value(let day):
            switch time(second, in: context) {
            case .value(let time):
                let call = NextCall(day, time)
                return .resolved(call, isPast: context.isPast(call))
            case .begun: return .incomplete
            case .bad(let sentence): return .wrong(sentence)
            case .no: return .wrong(Sentence.notATime(second))
            }
        case .bad(let sentence): return .wrong(sentence)
        case .begun, .no:
            // `8 mon` may be on its way to `8 months`.
            if isNumber(first), first.count <= 3, CallDateWords.begins(CallDateWords.units.keys, with: second) { return .incomplete }
            if case .value = day(second, in: context), case .value = time(first, in: context) {
                return .wrong("The day comes before the time: \(second) \(first)")
            }
            if case .value = time(first, in: context), case .value = time(second, in: context) {
                return .wrong("\"\(Sentence.quoted(first + " " + second))\" is not a time. With minutes it is written 17:30")
            }
            if case .value = span(first, in: context) {
                return .wrong("\"\(Sentence.quoted(first))\" is a moment already, so nothing can follow it. Write \(first) alone")
            }
            return .wrong(Sentence.notADate(first + " " + second))
        }
    }

    /// The words, with what belongs together made one: `31 / 1`, `17 : 30`, `3 d`, `5 pm`, `31 jan`, `31 jan 2027`.
    private static func joined(_ plain: String) -> [String] {
        var words: [String] = []
        for part in plain.split(whereSeparator: \.isWhitespace) {
            let word = String(part)
            guard let last = words.last else {
                words.append(word)
                continue
            }
            let sign = last.last == "/" || last.last == ":" || word.first == "/" || word.first == ":"
            let number = isNumber(last) && word.allSatisfy(\.isLetter) && CallDateWords.canFollowNumber(word)
            let clock = isClock(last) && CallDateWords.begins(CallDateWords.meridiems, with: word)
            let year = words.count == 1 && isNumber(word) && (3...4).contains(word.count) && isDayAndMonth(last)
            if sign || number || clock {
                words[words.count - 1] = last + word
            } else if year {
                words[words.count - 1] = last + " " + word
            } else {
                words.append(word)
            }
        }
        return words
    }

    static func isNumber(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func isClock(_ word: String) -> Bool {
        word.contains(where: { $0 == ":" || $0 == "." }) && word.utf8.allSatisfy { (48...58).contains($0) || $0 == 46 }
    }

    private static func isDayAndMonth(_ word: String) -> Bool {
        let (number, rest) = numberAndRest(word)
        return !number.isEmpty && CallDateWords.months[rest] != nil
    }

    /// The digits a word begins with, and what follows them.
    static func numberAndRest(_ word: String) -> (number: String, rest: String) {
        let digits = word.utf8.prefix { (48...57).contains($0) }
        return (String(word.prefix(digits.count)), String(word.dropFirst(digits.count)))
    }

    /// The sentences for what is wrong.
    enum Sentence {
        static func notADate(_ text: String) -> String {
            "\"\(quoted(text))\" is not a date. Try tom 10, fri, 3d, 31/1 or 17:30"
        }

        static func notATime(_ text: String) -> String {
            "\"\(quoted(text))\" is not a time of day. Try 10, 17:30, 5pm or eod"
        }

        static func quoted(_ text: String) -> String {
            text.count > 24 ? text.prefix(23) + "…" : text
        }
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
