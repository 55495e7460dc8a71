import Dispatch

/// Where an engine does its work, one piece after the other, and what wakes it when something is due.
///
/// In the program it is a queue of Dispatch. Whoever wants to try every order of things puts one of their own in its place, with a time
/// that they set themselves.
public protocol WorkQueue: AnyObject, Sendable {
    /// Does `work` after all that was given before. From any thread.
    func run(_ work: @escaping @Sendable () -> Void)
    /// Does `work` in so many seconds, or never when the timer is cancelled before.
    @discardableResult
    func run(after seconds: Double, by time: WorkTime, _ work: @escaping @Sendable () -> Void) -> any WorkTimer
    /// Returns when all that was given before is done. Not to be called from the queue itself.
    func drain()
    /// A time that never goes back.
    var now: ContinuousClock.Instant { get }
    /// Where tasks of the engine run; nil: where Swift likes.
    var executor: (any TaskExecutor)? { get }
}

/// Which clock a timer goes by.
public enum WorkTime: Sendable {
    /// One that nobody sets, and that stands still while the machine sleeps.
    case monotonic
    /// That on the wall.
    case wall
}

/// A piece of work that is due later.
public protocol WorkTimer {
    func cancel()
}

extension DispatchWorkItem: WorkTimer {}

extension DispatchQueue: WorkQueue {
    public func run(_ work: @escaping @Sendable () -> Void) { async(execute: work) }

    @discardableResult
    public func run(after seconds: Double, by time: WorkTime, _ work: @escaping @Sendable () -> Void) -> any WorkTimer {
        let item = DispatchWorkItem(block: work)
        switch time {
        case .monotonic: asyncAfter(deadline: .now() + seconds, execute: item)
        case .wall: asyncAfter(wallDeadline: .now() + seconds, execute: item)
        }
        return item
    }

    public func drain() { sync {} }

    public var now: ContinuousClock.Instant { .now }

    public var executor: (any TaskExecutor)? { nil }
}
