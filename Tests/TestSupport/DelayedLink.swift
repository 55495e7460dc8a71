import Base
import Dispatch
import Foundation
import Synchronization

/// A link to a server on which all that is said takes a while, in each direction, for those who may make no ``FarPlace``.
public final class DelayedLink: RelayRules {
    /// One direction of a connection.
    private struct Lane: Hashable {
        let pair: ObjectIdentifier
        let side: SocketRelay.Side
    }

    private let delay: DispatchTimeInterval
    /// When the last that was said arrives.
    private let arrivals = Mutex<[Lane: DispatchTime]>([:])
    private let queue = DispatchQueue(label: "delayed-link")

    /// - Parameter roundTrip: in milliseconds.
    public init(roundTrip: Int) { delay = .microseconds(roundTrip * 500) }

    public func takesNext() -> Bool { true }

    /// In the order in which it was said.
    public func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair) {
        let lane = Lane(pair: ObjectIdentifier(pair), side: side)
        arrivals.withLock { arrivals in
            let arrival = max(.now() + delay, (arrivals[lane] ?? .now()) + .microseconds(1))
            arrivals[lane] = arrival
            queue.asyncAfter(deadline: arrival) { pair.deliver(bytes, from: side) }
        }
    }
}
