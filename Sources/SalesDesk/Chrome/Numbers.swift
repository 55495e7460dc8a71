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

    /// `1 customer`, `1,204 customers`.
    static func count(_ number: Int, _ one: String) -> String {
        Counted.text(number, one, digits: grouped(number))
    }
}
