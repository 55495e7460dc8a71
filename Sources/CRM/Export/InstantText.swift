import Foundation

/// Instants in exports: ISO 8601, UTC, with milliseconds.
public enum InstantText {
    /// `2026-11-23T14:32:07.123Z`.
    public static func of(_ instant: Date) -> String {
        let total = Int((instant.timeIntervalSince1970 * 1000).rounded())
        let ofDay = ((total % 86_400_000) + 86_400_000) % 86_400_000
        let day = CalendarDay(number: (total - ofDay) / 86_400_000)
        let seconds = ofDay / 1000
        return "\(day)T\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60)).\(padded(ofDay % 1000, 3))Z"
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String { Digits.padded(number, width) }
}
