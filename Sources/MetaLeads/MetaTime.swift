import Base
import Foundation

/// The times of Meta's answers: Unix seconds in webhooks, `2015-02-28T08:49:14+0000` in the Graph API.
public enum MetaTime {
    /// A number or a string of Unix seconds, or an ISO 8601 date and time with `Z`, `+0000` or `+00:00`.
    /// nil for anything else, and for years beyond 9999.
    static func date(_ value: JSONValue?) -> Date? {
        value?.text.flatMap(date)
    }

    /// The same from text.
    public static func date(_ text: String) -> Date? {
        if let seconds = Double(text) {
            guard seconds > 0, seconds < 253_402_300_800_000 else { return nil }
            // Some of Meta's products count in milliseconds; as seconds these would lie beyond the year 5000.
            return Date(timeIntervalSince1970: seconds >= 100_000_000_000 ? seconds / 1000 : seconds)
        }
        var scan = Scan(text)
        guard let year = scan.number(4), scan.skip("-"), let month = scan.number(2), scan.skip("-"),
            let day = scan.number(2), scan.skip("T") || scan.skip(" "),
            let hour = scan.number(2), scan.skip(":"), let minute = scan.number(2), scan.skip(":"),
            let second = scan.number(2), year >= 1, (1...12).contains(month),
            (1...CivilDay.daysIn(month: month, year: year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        let fraction = scan.fraction()
        guard let offset = scan.offset(), scan.isAtEnd else { return nil }
        let seconds = CivilDay(year: year, month: month, day: day).number * 86400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private struct Scan {
        private var rest: Substring.UTF8View

        init(_ text: String) { rest = Substring(text).utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ letter: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == letter.value else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ width: Int) -> Int? {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest.removeFirst(width)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        mutating func fraction() -> Double {
            guard skip(".") else { return 0 }
            var value = 0.0
            var place = 0.1
            while let digit = number(1) {
                value += Double(digit) * place
                place /= 10
            }
            return value
        }

        /// Seconds east of Greenwich.
        mutating func offset() -> Int? {
            if skip("Z") { return 0 }
            let sign = skip("+") ? 1 : skip("-") ? -1 : 0
            guard sign != 0, let hours = number(2), hours < 24 else { return nil }
            _ = skip(":")
            guard let minutes = number(2), minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }
}
