import Foundation

/// When people here work: days of the week, and from when to when on each of them, by the clocks of a zone that is named with each question.
public struct WorkingHours: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday, as ``CalendarDay/weekday`` counts; never empty.
    public let days: Set<Int>
    /// The first minute of work.
    public let from: TimeOfDay
    /// Minutes since midnight at which work ends: after ``from``, 1440 at most.
    let endMinutes: Int

    /// Monday to Friday, 9:00 to 18:00.
    public static let standard = WorkingHours(days: [1, 2, 3, 4, 5], from: 540, until: 1080)

    private init(days: Set<Int>, from: Int, until: Int) {
        self.days = days
        self.from = TimeOfDay(minutesSinceMidnight: from)
        endMinutes = until
    }

    /// Takes days and hours such as `mon-fri 9:00-18:00`, `mon-thu,sat 8-17:30` or `sun-thu 0:00-24:00`; nil for anything else, and
    /// for hours that end before they begin.
    public init?(_ text: String) {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let days = Self.days(words[0]) else { return nil }
        let hours = words[1].split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
        guard hours.count == 2, let from = hours[0], let until = hours[1], from < until else { return nil }
        self.init(days: days, from: from, until: until)
    }

    /// When work ends; 23:59 where it ends at midnight.
    public var until: TimeOfDay { TimeOfDay(minutesSinceMidnight: min(endMinutes, 1439)) }

    /// How long a working day is.
    var secondsADay: Int { (endMinutes - from.minutes) * 60 }

    public func isWorkingDay(_ day: CalendarDay) -> Bool { days.contains(day.weekday) }

    /// The first working day after `day`.
    public func workingDay(after day: CalendarDay) -> CalendarDay {
        (1...7).lazy.map { day.adding(days: $0) }.first(where: isWorkingDay) ?? day
    }

    /// Whether that time of any working day is one of work; the end is not.
    public func contains(_ time: TimeOfDay) -> Bool { (from.minutes..<endMinutes).contains(time.minutes) }

    /// From the beginning of work on `day` to its end; nil on a day without work.
    public func span(of day: CalendarDay, in zone: TimeZone) -> Range<Date>? {
        guard isWorkingDay(day) else { return nil }
        let begin = day.instant(at: from, in: zone)
        let end = endMinutes == 1440 ? day.adding(days: 1).instant(in: zone) : day.instant(at: until, in: zone)
        return begin < end ? begin..<end : nil
    }

    /// Whether people work at `moment`.
    public func contains(_ moment: Date, in zone: TimeZone) -> Bool {
        span(of: CalendarDay(moment, in: zone), in: zone)?.contains(moment) ?? false
    }

    /// `moment` itself where people work then, else the next beginning of work.
    public func next(from moment: Date, in zone: TimeZone) -> Date {
        let day = CalendarDay(moment, in: zone)
        // Eight days hold each day of the week, and today's once more.
        for ahead in 0...8 {
            guard let span = span(of: day.adding(days: ahead), in: zone), moment < span.upperBound else { continue }
            return max(moment, span.lowerBound)
        }
        return moment
    }

    /// Seconds of work between two instants; none where the second comes first. Days in between count as long as the clocks say they
    /// are: a night in which the clocks change is no longer or shorter work.
    public func seconds(from start: Date, to end: Date, in zone: TimeZone) -> TimeInterval {
        guard start < end else { return 0 }
        let (first, last) = (CalendarDay(start, in: zone), CalendarDay(end, in: zone))
        let ends = [first, last].prefix(first == last ? 1 : 2).compactMap { span(of: $0, in: zone) }.reduce(0) { sum, span in
            sum + max(0, min(end, span.upperBound).timeIntervalSince(max(start, span.lowerBound)))
        }
        let between = max(0, last.number - first.number - 1)
        let odd = (0..<between % 7).filter { isWorkingDay(first.adding(days: $0 + 1)) }.count
        let whole = between / 7 * days.count + odd
        return ends + TimeInterval(whole * (endMinutes - from.minutes) * 60)
    }

    /// The instant at which, from `start` on, so many seconds of work are over: ``seconds(from:to:in:)`` turned round. The end of a day is the
    /// beginning of no second: the next one is counted on the next day.
    func moment(after seconds: TimeInterval, from start: Date, in zone: TimeZone) -> Date {
        let begin = next(from: start, in: zone)
        var day = CalendarDay(begin, in: zone)
        guard let today = span(of: day, in: zone) else { return begin.addingTimeInterval(seconds) }
        var left = seconds - today.upperBound.timeIntervalSince(begin)
        if left <= 0 { return begin.addingTimeInterval(seconds) }
        let whole = max(0, Int((left / TimeInterval(secondsADay)).rounded(.up)) - 1)
        left -= TimeInterval(whole * secondsADay)
        // A lead may have waited for years: whole weeks are not counted off day by day.
        day = day.adding(days: whole / days.count * 7)
        for _ in 0...whole % days.count { day = workingDay(after: day) }
        if let span = span(of: day, in: zone), left <= span.upperBound.timeIntervalSince(span.lowerBound) {
            return span.lowerBound.addingTimeInterval(left)
        }
        // A day on which the clocks change may be too short for the rest; the next counts it as long as any.
        return next(from: day.adding(days: 1).instant(in: zone), in: zone)
    }

    /// `mon-fri`, `mon,wed`, `sun-thu`: a span may run across the end of the week.
    private static func days(_ text: Substring) -> Set<Int>? {
        var found: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(weekday)
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else { return nil }
            for ahead in 0...((last - first + 7) % 7) { found.insert((first + ahead - 1) % 7 + 1) }
        }
        return found
    }

    private static func weekday(_ name: Substring) -> Int? {
        guard case .weekday(let number)? = CallDateWords.days[String(name)] else { return nil }
        return number
    }

    /// `9`, `9:00`, `09:30`, `24:00`.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ CallDateParser.isNumber($0) && $0.count <= 2 }),
            parts.count == 1 || parts[1].count == 2, let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0
        else { return nil }
        return hour == 24 && minute == 0 ? 1440 : TimeOfDay(hour: hour, minute: minute)?.minutes
    }
}

/// Working hours by the clocks of a zone.
public struct WorkingClock: Hashable, Sendable {
    public var hours: WorkingHours
    public var zone: TimeZone

    /// ``WorkingHours/standard`` by UTC.
    public static let standard = WorkingClock(.standard, in: .gmt)

    public init(_ hours: WorkingHours, in zone: TimeZone) {
        self.hours = hours
        self.zone = zone
    }

    /// Whole seconds of working hours from a lead's arrival to the first dealing with it, as ``LeadAge`` counts; never negative.
    public func wait(from created: Date, to touched: Date) -> Int {
        LeadAge(created: created, touched: touched, hours: hours, zone: zone).seconds(at: touched)
    }

    /// The same of a customer; nil for one that did not come from a lead, or that nobody has dealt with yet.
    public func wait(of customer: Customer) -> Int? {
        guard let lead = customer.lead, let touched = customer.firstTouchedAt else { return nil }
        return wait(from: lead.createdTime, to: touched)
    }
}
