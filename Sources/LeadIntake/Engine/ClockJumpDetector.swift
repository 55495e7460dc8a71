import Foundation

/// Notices that the wall's clock was set back, by comparing it with the time that really passed.
struct ClockJumpDetector {
    /// The least step back, in seconds, that counts: a smaller one is a clock that is being adjusted, and puts nothing off for long.
    static let least: Double = 60

    private var last: (wall: Date, passed: ContinuousClock.Instant)?

    /// By how many seconds the clock was set back since the last call; nil when it was not. `passed` goes on while the machine sleeps.
    mutating func setBack(wall: Date, passed: ContinuousClock.Instant) -> Double? {
        defer { last = (wall, passed) }
        guard let last else { return nil }
        let seconds = (passed - last.passed) / .seconds(1) - wall.timeIntervalSince(last.wall)
        return seconds >= Self.least ? seconds : nil
    }
}
