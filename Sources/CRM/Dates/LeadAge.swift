import Foundation

/// How long a lead has waited to be dealt with. It counts from Meta's `created_time` and stops when a person first touches it.
public struct LeadAge: Hashable, Sendable {
    /// Odds of reaching a lead fall steeply within the first five minutes (Oldroyd, Lead Response Management Study, 2007).
    public enum Level: Hashable, Sendable {
        /// Under 3 minutes.
        case good
        /// Under 5 minutes.
        case warning
        case fault
    }

    public var created: Date
    public var touched: Date?

    public init(created: Date, touched: Date?) {
        self.created = created
        self.touched = touched
    }

    /// Nil for a customer that did not come from a lead.
    public init?(of customer: Customer) {
        guard let lead = customer.lead else { return nil }
        self.init(created: lead.createdTime, touched: customer.firstTouchedAt)
    }

    /// The age does not change any more.
    public var isFrozen: Bool { touched != nil }

    /// Whole seconds, never negative: clocks of two machines may disagree.
    public func seconds(at now: Date) -> Int {
        let milliseconds = ((touched ?? now).timeIntervalSince(created) * 1000).rounded()
        return milliseconds > 0 ? Int(milliseconds / 1000) : 0
    }

    /// `0:42` (minutes and seconds) below 10 minutes, then `41m`, `2h`, `3d`, and from two weeks on `5w`.
    public func text(at now: Date) -> String {
        let seconds = seconds(at: now)
        switch seconds {
        case ..<600: return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        default: return "\(seconds / step(at: seconds))\(unit(at: seconds))"
        }
    }

    public func level(at now: Date) -> Level {
        switch seconds(at: now) {
        case ..<180: .good
        case ..<300: .warning
        default: .fault
        }
    }

    /// The first instant after `now` at which ``text(at:)`` reads otherwise; nil when it is frozen.
    public func nextChange(after now: Date) -> Date? {
        guard !isFrozen else { return nil }
        let seconds = seconds(at: now)
        // A lead from the future reads 0:00 until it is a second old.
        let step = step(at: seconds)
        return created.addingTimeInterval(Double((seconds / step + 1) * step))
    }

    private static let minute = 60
    private static let hour = 3600
    private static let day = 86_400
    private static let week = 604_800

    private func step(at seconds: Int) -> Int {
        switch seconds {
        case ..<(10 * Self.minute): 1
        case ..<Self.hour: Self.minute
        case ..<Self.day: Self.hour
        case ..<(2 * Self.week): Self.day
        default: Self.week
        }
    }

    private func unit(at seconds: Int) -> String {
        switch step(at: seconds) {
        case Self.minute: "m"
        case Self.hour: "h"
        case Self.day: "d"
        default: "w"
        }
    }
}
