/// The calls that stand on one day, those of ended customers left out.
public struct DayLoad: Hashable, Sendable {
    public var day: CalendarDay
    public var calls: Int
    /// How many of them are within each hour, 0 to 23; those without a time are in none.
    public var byHour: [Int: Int]

    public init(day: CalendarDay, calls: Int, byHour: [Int: Int]) {
        self.day = day
        self.calls = calls
        self.byHour = byHour
    }
}
