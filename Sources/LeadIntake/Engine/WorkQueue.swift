import Dispatch

/// Where an engine does its work, one piece after the other, and what wakes it when something is due.
///
/// In the program it is a queue of Dispatch. Whoever wants to try every order of things puts one of their own in its place, with a time
/// that they set themselves.
public protocol WorkQueue: AnyObject, Sendable {
    /// Does `work` after all that was given before. From any thread.
    func run(_ work: @escaping @Sendable () -> Void)
    /// Does `work` once: in so many seconds of the wall's clock, or when about as many have really passed, whichever comes first. Never
    /// when the timer is cancelled before, on this queue.
    ///
    /// By the wall's clock alone, one that is set back would put the work off by as much; by the time that passes alone, a machine that
    /// slept or a clock that was set forward would. The work looks at the clock again.
    @discardableResult
    func run(after seconds: Double, _ work: @escaping @Sendable () -> Void) -> any WorkTimer
    /// Returns when all that was given before is done. Not to be called from the queue itself.
    func drain()
    /// A time that never goes back.
    var now: ContinuousClock.Instant { get }
    /// Where tasks of the engine run; nil: where Swift likes.
    var executor: (any TaskExecutor)? { get }
}

/// A piece of work that is due later.
public protocol WorkTimer {
    func cancel()
}

extension DispatchQueue: WorkQueue {
    public func run(_ work: @escaping @Sendable () -> Void) { async(execute: work) }

    @discardableResult
    public func run(after seconds: Double, _ work: @escaping @Sendable () -> Void) -> any WorkTimer {
        DualClockTimer(seconds, on: self, work)
    }

    public func drain() { sync {} }

    public var now: ContinuousClock.Instant { .now }

    public var executor: (any TaskExecutor)? { nil }
}

/// A timer of Dispatch by the wall's clock, and one by the time that passes.
///
/// `@unchecked Sendable` is safe: after `init` it is used on its queue alone.
final class DualClockTimer: WorkTimer, @unchecked Sendable {
    private let wall: any DispatchSourceTimer
    private let passing: any DispatchSourceTimer

    init(_ seconds: Double, on queue: DispatchQueue, _ work: @escaping @Sendable () -> Void) {
        wall = DispatchSource.makeTimerSource(queue: queue)
        passing = DispatchSource.makeTimerSource(queue: queue)
        for timer in [wall, passing] {
            timer.setEventHandler {
                self.cancel()
                work()
            }
        }
        wall.schedule(wallDeadline: .now() + seconds)
        // A second later, so that it wakes nobody while the wall's clock is right.
        passing.schedule(deadline: .now() + seconds + 1)
        for timer in [wall, passing] { timer.activate() }
    }

    /// Lets go of what the timers hold, this object among it.
    func cancel() {
        wall.cancel()
        passing.cancel()
    }
}
