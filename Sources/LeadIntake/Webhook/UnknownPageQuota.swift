import CRM
import Foundation
import Synchronization

/// How much is kept of what no known app secret has signed, for pages that nobody here has: a day's worth at most, since anybody can
/// post it and the disk must not fill with it. What is not kept is not lost where it was a lead: once its page is connected, catching
/// up reads all that Meta has.
final class UnknownPageQuota: Sendable {
    /// Events a day. A page that is connected late seldom has as many.
    static let mostEvents = 5000
    /// Bytes of bodies a day.
    static let mostBytes = 16 << 20
    static let day: TimeInterval = 86_400

    private struct State {
        var since = Date.distantPast
        var events = 0
        var bytes = 0
        /// Whether what an earlier run of the program has kept is counted.
        var isRecalled = false
    }

    private let state = Mutex(State())

    var isRecalled: Bool { state.withLock { $0.isRecalled } }

    /// Counts what is in the journal of the last day: a restart does not begin a new day.
    func recall(_ kept: UnknownPageUsage) {
        state.withLock { state in
            guard !state.isRecalled else { return }
            state = State(since: kept.since ?? .distantPast, events: kept.events, bytes: kept.bytes, isRecalled: true)
        }
    }

    /// Whether a delivery's events of strangers may be kept with its body of so many bytes; counts them when they may.
    func admits(_ events: Int, bytes: Int, at now: Date) -> Bool {
        state.withLock { state in
            // A clock that was set back must not keep a full day full.
            if now < state.since || now.timeIntervalSince(state.since) >= Self.day { state = State(since: now, isRecalled: true) }
            guard state.events + events <= Self.mostEvents, state.bytes + bytes <= Self.mostBytes else { return false }
            state.events += events
            state.bytes += bytes
            return true
        }
    }
}
