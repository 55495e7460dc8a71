import Foundation
import Synchronization

/// How an engine runs on its queue: it begins once, sleeps with one timer and any number of wake-ups that become one, and has an end that is
/// waited for.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on `queue` alone, except `isWakePending`, which has a lock.
final class EngineScheduler: @unchecked Sendable {
    let queue: any WorkQueue
    private let isWakePending = Mutex(false)
    /// Between ``start(_:)`` and ``stop(within:_:)``. On the queue.
    private(set) var isRunning = false
    private var timer: (any WorkTimer)?
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(on queue: any WorkQueue) {
        self.queue = queue
    }

    /// Does `work` on the queue, unless it runs already.
    func start(_ work: @escaping @Sendable () -> Void) {
        queue.run {
            guard !self.isRunning else { return }
            self.isRunning = true
            work()
        }
    }

    /// Does `work` on the queue; calls that come before it has begun are one call. Cheap, from any thread.
    func wake(_ work: @escaping @Sendable () -> Void) {
        let isFirst = isWakePending.withLock { isPending in
            defer { isPending = true }
            return !isPending
        }
        guard isFirst else { return }
        queue.run {
            self.isWakePending.withLock { $0 = false }
            work()
        }
    }

    /// Sets the one timer anew: `work` is done at `next`, or not at all when that is nil. On the queue.
    func sleep(until next: Date?, from now: Date, _ work: @escaping @Sendable () -> Void) {
        timer?.cancel()
        // A little late rather than a little early, which would mean a second wake-up.
        timer = next.map { queue.run(after: max(0, $0.timeIntervalSince(now)) + 0.002, work) }
    }

    /// Somebody waits for the end. On the queue.
    var isStopping: Bool { !waiters.isEmpty }

    /// Sets no timer any more, does `end` on the queue, and returns when somebody calls ``release()``, after `deadline` seconds at the
    /// latest.
    func stop(within deadline: Double, _ end: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            queue.run {
                self.timer?.cancel()
                self.timer = nil
                self.isRunning = false
                self.waiters.append(continuation)
                end()
                if self.isStopping { self.timer = self.queue.run(after: deadline) { self.release() } }
            }
        }
    }

    /// Lets those go on that wait for the end. On the queue.
    func release() {
        let waiters = waiters
        self.waiters = []
        for waiter in waiters { waiter.resume() }
    }
}
