import Dispatch
import Foundation

/// A link to a server on which all that is said takes a while, in each direction.
public final class DelayedLink: RelayRules {
    private let delay: DispatchTimeInterval
    private let queue = DispatchQueue(label: "delayed-link")

    /// - Parameter roundTrip: in milliseconds.
    public init(roundTrip: Int) { delay = .microseconds(roundTrip * 500) }

    public func takesNext() -> Bool { true }

    /// In the order in which it was said, since each waits as long.
    public func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair) {
        queue.asyncAfter(deadline: .now() + delay) { pair.deliver(bytes, from: side) }
    }
}
