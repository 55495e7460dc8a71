import LeadIntake

/// A queue of an engine, in the history's time.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class SimulatedQueue: WorkQueue, @unchecked Sendable {
    let life: Life
    private let scheduler: Scheduler
    private var pieces: [@Sendable () -> Void] = []
    private var isBusy = false

    init(_ scheduler: Scheduler, life: Life) {
        self.scheduler = scheduler
        self.life = life
        scheduler.add(self)
    }

    var isReady: Bool { !isBusy && !pieces.isEmpty }

    func doOne() {
        guard isReady else { return }
        isBusy = true
        defer { isBusy = false }
        pieces.removeFirst()()
    }

    func run(_ work: @escaping @Sendable () -> Void) { pieces.append(work) }

    func run(after seconds: Double, _ work: @escaping @Sendable () -> Void) -> any WorkTimer {
        scheduler.after(seconds, life: life) { [weak self] in self?.run(work) }
    }

    func drain() {
        while isReady { doOne() }
    }

    var now: ContinuousClock.Instant { scheduler.origin.advanced(by: .seconds(scheduler.now)) }
    var executor: (any TaskExecutor)? { scheduler.executor }
}
