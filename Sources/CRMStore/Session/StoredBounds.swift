import Base
import CRM
import Foundation

/// The bounds of what is read from a row, whoever has written it. Beyond them the nearest bound is read: to count on with the greatest number, or to
/// look for the year of a time that no calendar has, would end the program.
package enum StoredBounds {
    /// Milliseconds since 1970 from the beginning of the year 1 to the end of 9999, which are the years of ``CalendarDay``.
    package static let times: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
    /// Thousands of such numbers can still be added.
    package static let counts: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000
    /// Of a text that is shown: far more than any rule lets a person or Meta write.
    package static let textBytes = 1_000_000

    /// A text that is shown. What the rules let through is read as it is.
    static func text(_ text: String) -> String {
        text.utf8.count <= FieldRules.longest ? text : BoundedText.cut(text, bytes: textBytes)
    }
}

extension ClosedRange {
    /// The number itself, or the bound that is nearest to it.
    func nearest(to number: Bound) -> Bound { Swift.min(Swift.max(number, lowerBound), upperBound) }
}
