import Base
import Dispatch
import Foundation
import Synchronization

/// A link to a server on which all that is said takes a while, in each direction, and of which some is lost on the way: it is sent again when
/// no answer has come, and what was said behind it waits for it, as TCP does.
public final class DelayedLink: RelayRules {
    /// One direction of a connection.
    private struct Lane: Hashable {
        let pair: ObjectIdentifier
        let side: SocketRelay.Side
    }

    private struct State {
        var dice = SeededGenerator(seed: 1)
        /// When the last that was said arrives.
        var arrivals: [Lane: DispatchTime] = [:]
    }

    private let delay: Int
    private let loss: Int
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "delayed-link")

    /// Linux waits no less than 200 milliseconds before it sends again (`TCP_RTO_MIN`), and longer on a longer way.
    private var patience: Int { max(200_000, 4 * delay) }

    /// - Parameters:
    ///   - roundTrip: in milliseconds.
    ///   - loss: in percent of all that is said.
    public init(roundTrip: Int, loss: Int = 0) {
        delay = roundTrip * 500
        self.loss = loss
    }

    public func takesNext() -> Bool { true }

    /// In the order in which it was said.
    public func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair) {
        let lane = Lane(pair: ObjectIdentifier(pair), side: side)
        state.withLock { state in
            var delay = delay
            while loss > 0, Int.random(in: 0..<100, using: &state.dice) < loss { delay += patience }
            let arrival = max(.now() + .microseconds(delay), (state.arrivals[lane] ?? .now()) + .microseconds(1))
            state.arrivals[lane] = arrival
            queue.asyncAfter(deadline: arrival) { pair.deliver(bytes, from: side) }
        }
    }
}
