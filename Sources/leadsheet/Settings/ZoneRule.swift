import Base
import Foundation

/// A time zone as a rule: `IST-5:30`, `CET-1CEST,M3.5.0,M10.5.0/3`, `<+0330>-3:30` (POSIX.1-2017, "TZ", and what glibc takes besides).
struct ZoneRule: Hashable {
    /// A day of any year, and the seconds from its beginning by the clock that counts until then.
    struct Change: Hashable {
        enum Day: Hashable {
            /// 1 to 365; 29 February is never counted.
            case dayOfYear(Int)
            /// 0 to 365; 29 February is counted.
            case dayFromZero(Int)
            /// The n-th weekday (0 Sunday) of a month, the fifth being the last.
            case weekday(month: Int, week: Int, day: Int)
        }

        var day: Day
        var seconds: Int
    }

    struct Summer: Hashable {
        /// East of Greenwich, in seconds.
        var offset: Int
        var begins: Change
        var ends: Change
    }

    /// East of Greenwich, in seconds.
    var offset: Int
    var summer: Summer?

    /// Nil when the text is no such rule.
    init?(_ text: String) {
        var reader = Reader(rest: Substring(text))
        guard reader.name(), let west = reader.offset() else { return nil }
        offset = -west
        guard !reader.rest.isEmpty else { return }
        guard reader.name() else { return nil }
        let summerOffset = reader.rest.first.map { $0 == "," } == false ? reader.offset().map { -$0 } : offset + 3600
        guard let summerOffset else { return nil }
        // Where the rule names no days, glibc takes those of the United States.
        if reader.rest.isEmpty { reader.rest = ",M3.2.0,M11.1.0" }
        guard let begins = reader.change(), let ends = reader.change(), reader.rest.isEmpty else { return nil }
        summer = Summer(offset: summerOffset, begins: begins, ends: ends)
    }

    /// When the clock changes in a year: instants in seconds since 1970, with the offset from then on, in order.
    func changes(in year: Int) -> [(at: Int, offset: Int)] {
        guard let summer else { return [] }
        let begin = Self.days(to: summer.begins.day, in: year) * 86_400 + summer.begins.seconds - offset
        let end = Self.days(to: summer.ends.day, in: year) * 86_400 + summer.ends.seconds - summer.offset
        return [(begin, summer.offset), (end, offset)].sorted { $0.0 < $1.0 }
    }

    /// Days from 1 January 1970 to the day of a change.
    private static func days(to day: Change.Day, in year: Int) -> Int {
        let isLeap = CivilDay.isLeap(year)
        let newYear = CivilDay(year: year, month: 1, day: 1).number
        switch day {
        case .dayOfYear(let number): return newYear + number - 1 + (isLeap && number > 59 ? 1 : 0)
        case .dayFromZero(let number): return newYear + number
        case .weekday(let month, let week, let weekday):
            let first = CivilDay(year: year, month: month, day: 1).number
            // 1 January 1970 was a Thursday.
            var date = (weekday - (first + 4) % 7 + 7) % 7 + 7 * (week - 1)
            if date >= CivilDay.daysIn(month: month, year: year) { date -= 7 }
            return first + date
        }
    }

    /// Reads the parts of a rule off its beginning.
    private struct Reader {
        var rest: Substring

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard digits.count <= 3, let number = Int(digits), range.contains(number) else { return nil }
            rest = rest.dropFirst(digits.count)
            return number
        }

        /// Three letters or more, or anything between < and >.
        mutating func name() -> Bool {
            if skip("<") {
                let inside = rest.prefix { $0 != ">" }
                rest = rest.dropFirst(inside.count)
                let isName = inside.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-".contains($0)) }
                return inside.count >= 3 && isName && skip(">")
            }
            let letters = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(letters.count)
            return letters.count >= 3
        }

        /// [+-]hh[:mm[:ss]] in seconds.
        mutating func offset(hours: ClosedRange<Int> = 0...24) -> Int? {
            let sign = skip("-") ? -1 : 1
            if sign == 1 { _ = skip("+") }
            guard var seconds = number(hours).map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where skip(":") {
                guard let part = number(0...59) else { return nil }
                seconds += part * unit
            }
            return sign * seconds
        }

        /// ,date[/time]
        mutating func change() -> Change? {
            guard skip(","), let day = day() else { return nil }
            guard skip("/") else { return Change(day: day, seconds: 7200) }
            return offset(hours: 0...167).map { Change(day: day, seconds: $0) }
        }

        private mutating func day() -> Change.Day? {
            if skip("J") { return number(1...365).map(Change.Day.dayOfYear) }
            guard skip("M") else { return number(0...365).map(Change.Day.dayFromZero) }
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."), let day = number(0...6) else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
    }
}
