import Dispatch
import LeadIntake
import Synchronization

/// A queue on which time passes as it is moved by hand; its timers ring by real time all the same.
final class HandMovedQueue: WorkQueue {
    private let queue = DispatchQueue(label: "lead-intake")
    private let instant = Mutex(ContinuousClock.now)

    private let delays = Mutex<[Double]>([])

    /// The seconds of each timer that was set.
    var timers: [Double] { delays.withLock { $0 } }

    func advance(_ seconds: Double) { instant.withLock { $0 += .seconds(seconds) } }

    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    func run(_ work: @escaping @Sendable () -> Void) { queue.run(work) }
    func run(after seconds: Double, _ work: @escaping @Sendable () -> Void) -> any WorkTimer {
        delays.withLock { $0.append(seconds) }
        return queue.run(after: seconds, work)
    }
    func drain() { queue.drain() }
    var executor: (any TaskExecutor)? { queue.executor }
}
