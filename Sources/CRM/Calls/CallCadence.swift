import Foundation

/// When a person who was not reached is called again: a step for each attempt, in working hours, and then a long pause.
public struct CallCadence: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// This number of minutes of the clock later, or when work begins next.
        case minutes(Int)
        /// An hour before work ends today; where that is over or near, the next working morning.
        case late
        /// When work begins on the next working day.
        case morning
        /// This number of days later, or on the working day after.
        case days(Int)
    }

    /// The consequence of an attempt.
    public struct Plan: Hashable, Sendable {
        public var nextCall: NextCall
        /// The steps are over: the customer is parked.
        public var parks: Bool
    }

    public let steps: [Step]
    /// Days after the last step's attempt until the parked customer is to be called.
    public let parkedDays: Int

    /// At once is the call itself; then after 45 minutes, late on the same day, the next working morning, and on about the fourth and the
    /// fourteenth day.
    public static let standard = CallCadence(steps: [.minutes(45), .late, .morning, .days(2), .days(10)], parkedDays: 30)

    /// Nearer than this, in seconds, to the moment of ``Step/late`` it is not worth waiting for.
    private static let leastWait: TimeInterval = 1800

    public init(steps: [Step], parkedDays: Int) {
        self.steps = steps
        self.parkedDays = parkedDays
    }

    /// Takes steps such as `45m late morning 2d 10d park 30d`: minutes or hours, `late`, `morning`, days, and at the end the pause. Nil for
    /// anything else, and for times of more than a year.
    public init?(_ text: String) {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, words[words.count - 2] == "park", let pause = words.last.flatMap(Self.step), case .days(let days) = pause
        else { return nil }
        let steps = words.dropLast(2).map(Self.step)
        guard steps.allSatisfy({ $0 != nil }) else { return nil }
        self.init(steps: steps.compactMap { $0 }, parkedDays: days)
    }

    private static func step(_ word: Substring) -> Step? {
        switch word {
        case "late": return .late
        case "morning": return .morning
        default:
            guard let unit = word.last, let number = Int(word.dropLast()), number > 0 else { return nil }
            switch unit {
            case "m" where number <= 525_600: return .minutes(number)
            case "h" where number <= 8760: return .minutes(number * 60)
            case "d" where number <= 366: return .days(number)
            default: return nil
            }
        }
    }

    /// The plan after the attempt with this number, counted from 1, that was made at `now`.
    public func plan(afterAttempt attempt: Int, at now: Date, hours: WorkingHours, zone: TimeZone) -> Plan {
        guard attempt >= 1, attempt <= steps.count else {
            return Plan(nextCall: NextCall(Self.workingDay(now, days: parkedDays, hours, zone)), parks: true)
        }
        return Plan(nextCall: nextCall(steps[attempt - 1], now, hours, zone), parks: false)
    }

    private func nextCall(_ step: Step, _ now: Date, _ hours: WorkingHours, _ zone: TimeZone) -> NextCall {
        let today = CalendarDay(now, in: zone)
        switch step {
        case .minutes(let minutes): return Self.call(at: hours.next(from: now.addingTimeInterval(Double(minutes) * 60), in: zone), zone)
        case .late:
            guard let span = hours.span(of: today, in: zone) else { break }
            let late = max(span.lowerBound, span.upperBound.addingTimeInterval(-3600))
            if late.timeIntervalSince(now) >= Self.leastWait { return Self.call(at: late, zone) }
        case .morning: break
        case .days(let days): return NextCall(Self.workingDay(now, days: days, hours, zone))
        }
        return NextCall(hours.workingDay(after: today), hours.from)
    }

    private static func workingDay(_ now: Date, days: Int, _ hours: WorkingHours, _ zone: TimeZone) -> CalendarDay {
        let day = CalendarDay(now, in: zone).adding(days: days)
        return hours.isWorkingDay(day) ? day : hours.workingDay(after: day)
    }

    private static func call(at moment: Date, _ zone: TimeZone) -> NextCall {
        NextCall(CalendarDay(moment, in: zone), TimeOfDay(moment, in: zone))
    }
}
