import Foundation

/// How long a lead has waited to be dealt with, in working hours. It counts from Meta's `created_time`, or from the next beginning of work
/// when that is none, and stops when a person first touches it.
public struct LeadAge: Hashable, Sendable {
    /// Odds of reaching a lead fall steeply within the first five minutes (Oldroyd, Lead Response Management Study, 2007).
    public enum Level: Hashable, Sendable {
        /// Under 3 minutes.
        case good
        /// Under 5 minutes.
        case warning
        /// From 5 minutes to the end of the working day on which they were over.
        case fault
        /// Later: to be called like any other.
        case plain
    }

    public var created: Date
    public var touched: Date?
    private let hours: WorkingHours
    private let zone: TimeZone

    public init(created: Date, touched: Date?, hours: WorkingHours, zone: TimeZone) {
        self.created = created
        self.touched = touched
        self.hours = hours
        self.zone = zone
    }

    /// Nil for a customer that did not come from a lead.
    public init?(of customer: Customer, hours: WorkingHours, zone: TimeZone) {
        guard let lead = customer.lead else { return nil }
        self.init(created: lead.createdTime, touched: customer.firstTouchedAt, hours: hours, zone: zone)
    }

    /// The age does not change any more.
    public var isFrozen: Bool { touched != nil }

    /// Whole seconds, never negative: clocks of two machines may disagree.
    public func seconds(at now: Date) -> Int {
        let milliseconds = (hours.seconds(from: created, to: touched ?? now, in: zone) * 1000).rounded()
        return milliseconds > 0 ? Int(milliseconds / 1000) : 0
    }

    /// `0:42` (minutes and seconds) below 10 minutes, then `41m`, `2h`; `3d` are working days, and from two weeks on `5w` working weeks.
    public func text(at now: Date) -> String {
        let seconds = seconds(at: now)
        switch seconds {
        case ..<600: return LeadAge.minutes(seconds)
        default: return "\(seconds / step(at: seconds))\(unit(at: seconds))"
        }
    }

    /// Minutes and seconds: `0:42`, `12:07`.
    public static func minutes(_ seconds: Int) -> String { "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)" }

    public func level(at now: Date) -> Level {
        switch seconds(at: now) {
        case ..<180: .good
        case ..<300: .warning
        default: (touched ?? now) < endOfFirstDay ? .fault : .plain
        }
    }

    /// The end of the working day on which the first five minutes were over.
    private var endOfFirstDay: Date {
        let due = moment(after: 300)
        return hours.span(of: CalendarDay(due, in: zone), in: zone)?.upperBound ?? due
    }

    /// The first instant after `now` at which ``text(at:)`` or ``level(at:)`` is another; nil when it is frozen.
    public func nextChange(after now: Date) -> Date? {
        guard !isFrozen else { return nil }
        let seconds = seconds(at: now)
        // A lead from the future reads 0:00 until it is a second old.
        let step = step(at: seconds)
        let limit = limits.first { $0 > seconds } ?? .max
        let next = moment(after: min((seconds / step + 1) * step, limit))
        let end = endOfFirstDay
        return now < end ? min(next, end) : next
    }

    /// The instant at which the lead will have waited so many seconds.
    private func moment(after seconds: Int) -> Date { hours.moment(after: TimeInterval(seconds), from: created, in: zone) }

    private static let minute = 60
    private static let hour = 3600
    private var day: Int { max(LeadAge.hour, hours.secondsADay) }
    private var week: Int { day * hours.days.count }
    /// From where on the larger units are told.
    private var limits: [Int] { [10 * Self.minute, Self.hour, day, 2 * week] }

    private func step(at seconds: Int) -> Int {
        switch seconds {
        case ..<(10 * Self.minute): 1
        case ..<Self.hour: Self.minute
        case ..<day: Self.hour
        case ..<(2 * week): day
        default: week
        }
    }

    private func unit(at seconds: Int) -> String {
        switch seconds {
        case ..<Self.hour: "m"
        case ..<day: "h"
        case ..<(2 * week): "d"
        default: "w"
        }
    }
}
