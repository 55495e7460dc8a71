import LeadIntake

/// The time of one history, and all that is ready or waits in it. What is ready is done one by one, in an order that the dice give, as
/// threads would; the time only moves when nothing is ready.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class Scheduler: @unchecked Sendable {
    final class Timer: WorkTimer {
        let at: Double
        let number: Int
        let life: Life?
        /// It is not dropped when its life ends, but done at once.
        let isKept: Bool
        var work: (@Sendable () -> Void)?

        init(at: Double, number: Int, life: Life?, isKept: Bool, work: @escaping @Sendable () -> Void) {
            (self.at, self.number, self.life, self.isKept, self.work) = (at, number, life, isKept, work)
        }

        func cancel() { work = nil }
    }

    /// Where the tasks of the engines run.
    final class Executor: TaskExecutor, @unchecked Sendable {
        fileprivate var jobs: [UnownedJob] = []

        func enqueue(_ job: consuming ExecutorJob) { jobs.append(UnownedJob(job)) }
    }

    let executor = Executor()
    let origin = ContinuousClock.now
    /// Seconds since the history began.
    private(set) var now = 0.0
    /// Things done so far.
    private(set) var steps = 0
    private let dice: Dice
    private var queues: [SimulatedQueue] = []
    /// The next one last.
    private var timers: [Timer] = []
    private var timersMade = 0

    init(dice: Dice) {
        self.dice = dice
    }

    func add(_ queue: SimulatedQueue) { queues.append(queue) }

    @discardableResult
    func after(_ seconds: Double, life: Life? = nil, isKept: Bool = false, _ work: @escaping @Sendable () -> Void) -> Timer {
        timersMade += 1
        let timer = Timer(at: now + max(0, seconds), number: timersMade, life: life, isKept: isKept, work: work)
        if life?.isOver == true {
            if isKept { return after(0, work) }
            timer.cancel()
            return timer
        }
        var (low, high) = (0, timers.count)
        while low < high {
            let middle = (low + high) / 2
            if (timers[middle].at, timers[middle].number) > (timer.at, timer.number) { low = middle + 1 } else { high = middle }
        }
        timers.insert(timer, at: low)
        return timer
    }

    /// Does one thing that is ready, none of a queue that is in the midst of another; false when there is none.
    func doOne() -> Bool {
        let ready = queues.count { $0.isReady }
        let choices = ready + executor.jobs.count
        guard choices > 0 else { return false }
        steps += 1
        var choice = dice.below(choices)
        guard choice < ready else {
            executor.jobs.remove(at: choice - ready).runSynchronously(on: executor.asUnownedTaskExecutor())
            return true
        }
        for queue in queues where queue.isReady {
            if choice == 0 {
                queue.doOne()
                break
            }
            choice -= 1
        }
        return true
    }

    /// Moves the time to the next timer and does it; false when there is none up to `end`.
    func advance(to end: Double) -> Bool {
        while let timer = timers.last {
            guard timer.at <= end else { return false }
            timers.removeLast()
            guard let work = timer.work else { continue }
            now = max(now, timer.at)
            steps += 1
            timer.work = nil
            work()
            return true
        }
        return false
    }

    /// The end of a life: what it waited for does not come.
    func end(_ life: Life) {
        let ended = timers.filter { $0.life === life }
        timers.removeAll { $0.life === life }
        for timer in ended where timer.isKept {
            if let work = timer.work { after(0, work) }
        }
    }

    func forget(_ life: Life) { queues.removeAll { $0.life === life } }

    /// Lets go of everything, so that the history can be freed.
    func clear() {
        timers = []
        queues = []
    }
}
