import Dispatch

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
