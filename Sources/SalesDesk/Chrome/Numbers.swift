import Base
import CRM

/// Numbers as people read them.
enum Numbers {
    /// `1,204`.
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `1,204`, or `999+` of more than were counted.
    static func bounded(_ count: MatchCount) -> String { grouped(count.count) + (count.isMore ? "+" : "") }

    /// `812 B`, `24 KB`, `1.2 MB`: in thousands, as file managers say it.
    static func bytes(_ number: Int) -> String {
        if number < 1000 { return "\(number) B" }
        if number < 1_000_000 { return "\(number / 1000) KB" }
        let (unit, sign) = number < 1_000_000_000 ? (1_000_000, "MB") : (1_000_000_000, "GB")
        return "\(number / unit).\(number % unit * 10 / unit) \(sign)"
    }

    /// `1 customer`, `1,204 customers`.
    static func count(_ number: Int, _ one: String) -> String {
        Counted.text(number, one, digits: grouped(number))
    }
}
