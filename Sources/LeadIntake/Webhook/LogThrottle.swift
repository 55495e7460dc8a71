import Foundation
import Synchronization

/// Lets a line into the log once in a while, however often there is reason for it.
final class LogThrottle: Sendable {
    /// The least time between two lines.
    static let pause: TimeInterval = 60

    private struct State {
        var lastAt: Date?
        var held = 0
    }

    private let state = Mutex(State())

    /// Nil when the line is to be held back; otherwise how many have been since the last one.
    func admit(at now: Date) -> Int? {
        state.withLock { state in
            // A clock that was set back must not silence it.
            if let last = state.lastAt, now >= last, now.timeIntervalSince(last) < Self.pause {
                state.held += 1
                return nil
            }
            defer { state = State(lastAt: now) }
            return state.held
        }
    }
}

/// Rare lines of many subjects, such as pages. Bounded: with too many subjects it begins anew.
struct LogThrottles {
    private static let limit = 1000

    private var lines: [String: LogThrottle] = [:]

    /// The line of a subject.
    mutating func line(_ subject: String) -> LogThrottle {
        if let line = lines[subject] { return line }
        if lines.count >= Self.limit { lines = [:] }
        let line = LogThrottle()
        lines[subject] = line
        return line
    }
}
