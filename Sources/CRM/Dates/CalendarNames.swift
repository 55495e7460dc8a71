/// The English names of days and months. Own tables: the screens speak English whatever the machine's locale is.
public enum CalendarNames {
    /// Monday first, as ``CalendarDay/weekday`` counts.
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// `Thursday`.
    public static func weekday(_ day: CalendarDay) -> String { weekdays[day.weekday - 1] }
    /// `Thu`.
    public static func shortWeekday(_ day: CalendarDay) -> String { String(weekday(day).prefix(3)) }
    /// `November`, for 1 to 12; empty for any other number.
    public static func month(_ number: Int) -> String { months.indices.contains(number - 1) ? months[number - 1] : "" }
    /// `Nov`, for 1 to 12; empty for any other number.
    public static func shortMonth(_ number: Int) -> String { String(month(number).prefix(3)) }
    /// `26 Nov`.
    public static func dayAndMonth(_ day: CalendarDay) -> String { "\(day.day) \(shortMonth(day.month))" }
    /// `Thu 26 Nov`.
    public static func shortDate(_ day: CalendarDay) -> String { "\(shortWeekday(day)) \(dayAndMonth(day))" }
}
