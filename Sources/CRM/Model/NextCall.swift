/// When a customer is to be phoned next: a day, and a time of day where one was agreed.
public struct NextCall: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    public var day: CalendarDay
    public var time: TimeOfDay?

    public init(_ day: CalendarDay, _ time: TimeOfDay? = nil) {
        self.day = day
        self.time = time
    }

    /// Takes `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard (1...2).contains(parts.count), let day = CalendarDay(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self.init(day)
            return
        }
        guard let time = TimeOfDay(parts[1]) else { return nil }
        self.init(day, time)
    }

    /// `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.
    public var description: String { time.map { "\(day) \($0)" } ?? "\(day)" }

    /// A day without a time comes before the same day's times.
    public static func < (left: NextCall, right: NextCall) -> Bool {
        (left.day, left.time?.minutes ?? -1) < (right.day, right.time?.minutes ?? -1)
    }
}
