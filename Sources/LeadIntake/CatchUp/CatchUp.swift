import CRM
import Dispatch
import Foundation
import Logging
import MetaLeads
import Synchronization

/// Compares the pages with what Meta has, and puts leads that no webhook has brought into the journal, where the intake finds them.
///
/// It sleeps until ``wake()`` or until a page is due. One process at a time may run it on the same data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on `queue` alone, except `figures`, which has a lock. The store is called
/// there too, so a slow disk holds up neither the listener nor Swift's own threads.
public final class CatchUp: @unchecked Sendable {
    /// The knowledge of a page besides the store's books.
    private struct Work {
        var access: PageAccess?
        var facts = CatchUpFacts(canBeAsked: false)
        var progress = CatchUpRun.Progress()
        var failures = 0
    }

    public typealias Store = any PageStoring & LedgerStoring

    private let store: Store
    private let graph: any GraphCatchUp
    private let channel: LeadChannel
    private let wakeIntake: @Sendable () -> Void
    private let clock: @Sendable () -> Date
    private let jitter: @Sendable () -> Double
    private let rateLimits: RateLimits
    private let parallel: Int
    private let logger: Logger
    private let scheduler: EngineScheduler
    private var queue: any WorkQueue { scheduler.queue }
    private var isRunning: Bool { scheduler.isRunning }
    private let counts = Mutex(CatchUpMetrics())

    private var pages: [String: Work] = [:]
    private var running: [String: Task<Void, Never>] = [:]
    private var settingsVersion: Int?
    private var access: [String: PageAccess] = [:]

    /// `wakeIntake` is called when something was put into the journal; `parallel` bounds the pages that are compared at once.
    /// `jitter` gives 0..<1. `rateLimits` is shared by all that ask Meta.
    public init(
        store: Store, graph: any GraphCatchUp, channel: LeadChannel, wakeIntake: @escaping @Sendable () -> Void,
        clock: @escaping @Sendable () -> Date, parallel: Int = 2, jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        rateLimits: RateLimits = RateLimits(), queue: any WorkQueue = DispatchQueue(label: "lead-catch-up"),
        logger: Logger = Logger(label: "leadsheet.catch-up")
    ) {
        self.store = store
        self.graph = graph
        self.channel = channel
        self.wakeIntake = wakeIntake
        self.clock = clock
        self.parallel = max(1, parallel)
        self.jitter = jitter
        self.rateLimits = rateLimits
        scheduler = EngineScheduler(on: queue)
        self.logger = logger
    }

    /// The counts since the start.
    public var figures: CatchUpMetrics { counts.withLock { $0 } }

    /// Begins, with every page.
    public func start() {
        scheduler.start { self.tick() }
    }

    /// Says that a page may be due: its settings changed, or Meta told of a lead without its id. Cheap, from any thread.
    public func wake() {
        scheduler.wake { self.tick() }
    }

    /// Calls off what is under way and waits up to `deadline` seconds for it. What was found is in the journal; the rest is found again.
    public func stop(within deadline: Double = 2) async {
        await scheduler.stop(within: deadline) {
            for task in self.running.values { task.cancel() }
            self.finishStopIfIdle()
        }
    }

    // MARK: On the queue

    private func tick() {
        guard isRunning else { return }
        let now = clock()
        do {
            try refresh(now)
        } catch {
            logger.error("Meta's leads cannot be compared now, and it is tried again in a minute: \(LogText.of(error))")
            return setTimer(now.addingTimeInterval(60), now)
        }
        var next: Date?
        let due = pages.compactMap { id, work in running[id] == nil ? CatchUpRules.due(work.facts).map { (id: id, at: $0) } : nil }
        // The longest overdue first, and of those that were never asked any: each gets its turn.
        for (id, at) in due.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            if at <= now, running.count < parallel {
                begin(id, now)
            } else if at > now {
                next = min(next ?? at, at)
            }
        }
        setTimer(next, now)
    }

    /// Reads the books and the settings again.
    private func refresh(_ now: Date) throws {
        let version = try store.pagesVersion()
        if version != settingsVersion {
            access = [:]
            for settings in try store.allSettings() where !settings.metaPageAccessToken.isEmpty {
                access[settings.metaPageId] = settings.access
            }
            settingsVersion = version
        }
        var fresh: [String: Work] = [:]
        for book in try store.catchUpPages() {
            var work = pages[book.pageID] ?? Work()
            if work.access != access[book.pageID] { work = Work(access: access[book.pageID]) }
            let canBeAsked = work.access != nil && !book.isBlocked
            // Blocked until now, and a person has mended something: the pause may be over with it.
            if canBeAsked, !work.facts.canBeAsked { work.facts = CatchUpFacts() }
            work.facts.canBeAsked = canBeAsked
            // A clock that went back must not put the next time off.
            if let began = work.facts.lastRun?.began { work.facts.lastRun?.began = min(began, now) }
            work.facts.hasLeads = book.hasLeads
            work.facts.wantedAt = book.wantedAt
            work.facts.pausedUntil = work.access.flatMap { rateLimits.pausedUntil(book.pageID, $0, at: now) }
            fresh[book.pageID] = work
        }
        pages = fresh
    }

    private func begin(_ page: String, _ now: Date) {
        guard let work = pages[page], let access = work.access else { return }
        pages[page]?.facts.lastRun = .init(began: now)
        let (channel, wakeIntake) = (channel, wakeIntake)
        let reading = CatchUpRun(
            page: page, access: access, graph: graph, store: store, queue: queue, clock: clock, rateLimits: rateLimits, logger: logger,
            found: {
                wakeIntake()
                channel.send(.journalChanged)
            })
        running[page] = Task(executorPreference: queue.executor) {
            let outcome = await reading.run(resuming: work.progress)
            self.queue.run { self.ended(page, access, outcome) }
        }
    }

    private func ended(_ page: String, _ asked: PageAccess, _ outcome: CatchUpRun.Outcome) {
        running[page] = nil
        counts.withLock { $0.found += outcome.found }
        if outcome.found > 0 { logger.notice("Page \(page): \(outcome.found) leads were found missing and are read now.") }
        // Called off, or other settings were saved meanwhile: it says nothing about how the page is.
        if isRunning {
            do {
                try refresh(clock())
                if pages[page]?.access == asked { try conclude(page, outcome) }
            } catch {
                logger.error("The catch-up of page \(page) could not be noted: \(LogText.of(error))")
            }
        }
        finishStopIfIdle()
        tick()
    }

    private func conclude(_ page: String, _ outcome: CatchUpRun.Outcome) throws {
        let now = clock()
        if let error = outcome.storeError {
            counts.withLock { $0.failed += 1 }
            logger.error("The leads of page \(page) could not be compared, and it is tried again in a minute: \(LogText.of(error))")
            pages[page]?.facts.lastRun?.again = now.addingTimeInterval(60)
            return
        }
        guard let failure = outcome.failure else {
            counts.withLock { $0.completed += 1 }
            pages[page]?.failures = 0
            pages[page]?.progress = .init()
            pages[page]?.facts.lastRun?.again = nil
            return try note(page, nil, now)
        }
        counts.withLock { $0.failed += 1 }
        let failures = (pages[page]?.failures ?? 0) + 1
        pages[page]?.failures = failures
        pages[page]?.progress = .init()
        logger.warning("Page \(page) could not be compared with Meta's leads: \(failure.headline)")
        let problem = Problem(catchUp: failure)
        switch CatchUpRules.step(after: failure, attempt: failures, jitter: jitter()) {
        case .again(let seconds):
            pages[page]?.facts.lastRun?.again = now.addingTimeInterval(seconds)
        case .pause(let reach, let seconds):
            let until = now.addingTimeInterval(seconds)
            pages[page]?.progress = outcome.progress
            if let access = pages[page]?.access { rateLimits.pause(page, access, reach, until: until, reason: failure.reason) }
            pages[page]?.facts.lastRun?.again = until
        case .blockPage(let reason):
            try store.setState(page: page, .blocked(reason: reason, remedy: failure.remedy, code: failure.reason), at: now)
        }
        try note(page, problem, now)
    }

    private func note(_ page: String, _ problem: Problem?, _ now: Date) throws {
        try store.noteCatchUp(page: page, at: now, problem: problem)
        channel.send(.pagesChanged)
    }

    private func setTimer(_ next: Date?, _ now: Date) {
        scheduler.sleep(until: next, from: now) { [weak self] in self?.tick() }
    }

    private func finishStopIfIdle() {
        if !isRunning, running.isEmpty { scheduler.release() }
    }
}

/// The counts of the catch-up since the program started.
public struct CatchUpMetrics: Hashable, Sendable {
    /// Comparisons of a page with Meta's lists, from beginning to end.
    public var completed = 0
    /// Comparisons that ended before.
    public var failed = 0
    /// Leads that were found missing and were put into the journal.
    public var found = 0

    public init() {}
}
