import Dispatch

/// Calls once, at an instant of the wall's clock or after the time that was left until then, whichever comes first.
///
/// By the wall's clock alone, one that is set back would put the call off by as much; by the time that passes alone, a machine that
/// slept or a clock that was set forward would. Whoever is called looks at the clock again.
///
/// `@unchecked Sendable` is safe: after `init` it is used on its queue alone.
final class Alarm: @unchecked Sendable {
    private let passing: any DispatchSourceTimer
    private let wall: any DispatchSourceTimer

    /// `ring` is called on `queue`, which is the one that the alarm must be used on.
    init(queue: DispatchQueue, ring: @escaping @Sendable () -> Void) {
        passing = DispatchSource.makeTimerSource(queue: queue)
        wall = DispatchSource.makeTimerSource(queue: queue)
        for timer in [passing, wall] {
            timer.setEventHandler { [weak self] in
                self?.cancel()
                ring()
            }
            timer.schedule(deadline: .distantFuture)
            timer.activate()
        }
    }

    deinit {
        passing.cancel()
        wall.cancel()
    }

    /// Rings in so many seconds, and not when it was to ring before.
    func set(in seconds: Double) {
        // A little late rather than a little early, which would mean a second wake-up.
        let seconds = max(0, seconds) + 0.002
        passing.schedule(deadline: .now() + seconds)
        wall.schedule(wallDeadline: .now() + seconds)
    }

    func cancel() {
        passing.schedule(deadline: .distantFuture)
        wall.schedule(wallDeadline: .distantFuture)
    }
}
