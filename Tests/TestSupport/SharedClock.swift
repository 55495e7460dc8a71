import Foundation
import Synchronization

/// A clock that is set by hand.
public final class SharedClock: Sendable {
    private let date: Mutex<Date>

    public init(_ date: Date) { self.date = Mutex(date) }

    public var now: Date { date.withLock { $0 } }
    /// Holds the clock alone, so that what the clock is a part of ends with its test.
    public var read: @Sendable () -> Date { { self.now } }
    public func advance(_ seconds: Double) { date.withLock { $0 += seconds } }
}
