import CRM
import Dispatch
import Foundation
import Logging
import MetaLeads
import Synchronization

/// Makes customers of the journal's events: takes what is due, asks Meta, saves, and tries again what did not go.
///
/// It sleeps until ``wake()`` or until the next event is due. One process at a time may run it on the same data, unless the store has leases for
/// several (``JournalStoring/leaseBeat``).
///
/// `@unchecked Sendable` is safe: all mutable state is touched on `queue` alone, except `figures`, which has a lock. The store is
/// called there too, so a slow disk holds up neither the listener nor Swift's own threads.
public final class Intake: @unchecked Sendable {
    /// The number of events held in memory, besides those that are being fetched; the rest stays in the journal.
    static let bufferSize = 64
    /// The number of events of one page taken at once, so that one page's thousand leave room for the others.
    static let perPage = 16
    /// A page of which so many are in memory gets no further ones, so that one whose answers hang never fills half of the buffer.
    static let fullPage = 8
    /// While a page is left alone, the journal is looked at this often, in seconds: its overdue events hide what is due next.
    static let lookWhileHolding: Double = 60
    /// The same while a page has its share of fetches and buffer, in seconds.
    static let lookWhileFull: Double = 1

    let store: any PageStoring & JournalStoring
    let graph: any GraphAPI
    let channel: LeadChannel
    let present: PresentUsers
    let zone: TimeZone
    let clock: @Sendable () -> Date
    let jitter: @Sendable () -> Double
    let parallel: Int
    let formPatience: Double
    let logger: Logger
    private let scheduler: EngineScheduler
    var queue: any WorkQueue { scheduler.queue }
    private var isRunning: Bool { scheduler.isRunning }
    let counts = Mutex(IntakeMetrics())

    var buffer: [WebhookEvent] = []
    /// By the lead's id: no lead is asked twice at once.
    var jobs: [String: LeadFetch] = [:]
    /// How attempts ended that make no customer, in order, and not yet in the store.
    var settlements: [(event: WebhookEvent.ID, settlement: AttemptResult)] = []
    /// The results that are ready are about to be written, and the next round comes after that.
    var isWriteDue = false
    var forms = FormCache()
    var failures = LogThrottles()
    var book: PageAccessCache
    /// Another process may do the intake on these data: what it fetches is not to be taken from it.
    private var wasStarted = false
    private var mustRecover = false
    /// The journal may have more that is due.
    var mayHaveMore = false
    /// The pages for whose events the journal was not asked, since they had enough here.
    private var leftPages: Set<String> = []
    var watch = ClockJumpDetector()
    /// The clock was set back, and what waits in the journal was planned by the clock before.
    var mustHasten = false
    /// The settings of the program may be others than those by which Meta refused a question.
    var wasJustStarted = false
    /// The pages whose last answer was a lead, or a refusal of that lead alone.
    var steadyPages: Set<String> = []
    /// When the leases of what is here were last begun or renewed.
    private var leasedAt: ContinuousClock.Instant?
    private var storeFailures = 0
    var pausedUntil: Date?

    /// A lead of several users is offered to one of those who are `present`. `zone` says what "today" is for a new customer's next call;
    /// `parallel` bounds the leads asked of Meta at once, half of it those of one page. A lead that was read waits `formPatience` seconds for
    /// its form, which gives only names. `jitter` gives 0..<1. `clock` is the wall's, which may be set. `rateLimits` is shared by all that ask Meta.
    public init(
        store: any PageStoring & JournalStoring, graph: any GraphAPI, channel: LeadChannel, present: PresentUsers = PresentUsers(),
        zone: TimeZone, clock: @escaping @Sendable () -> Date, parallel: Int = 16, formPatience: Double = 3,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, rateLimits: RateLimits = RateLimits(),
        queue: any WorkQueue = DispatchQueue(label: "lead-intake"),
        logger: Logger = Logger(label: "leadsheet.intake")
    ) {
        self.store = store
        self.graph = graph
        self.channel = channel
        self.present = present
        self.zone = zone
        self.clock = clock
        self.parallel = max(1, parallel)
        self.formPatience = formPatience
        self.jitter = jitter
        book = PageAccessCache(rateLimits: rateLimits)
        scheduler = EngineScheduler(on: queue)
        self.logger = logger
    }

    /// The counts since the start.
    public var figures: IntakeMetrics { counts.withLock { $0 } }

    /// Begins, first with what an earlier process left unfinished.
    public func start() {
        scheduler.start {
            self.wasStarted = true
            // The failures before a stop say nothing of now.
            self.counts.withLock { ($0.isRunning, $0.trouble) = (true, nil) }
            (self.pausedUntil, self.storeFailures) = (nil, 0)
            self.mustRecover = true
            self.wasJustStarted = true
            self.mayHaveMore = true
            self.work()
        }
    }

    /// Says that there may be something to do: new events, a retry, changed settings. Cheap, from any thread.
    public func wake() {
        scheduler.wake {
            self.mayHaveMore = true
            self.work()
        }
    }

    /// Begins nothing new and waits up to `deadline` seconds for what is under way; the rest stays in the journal.
    public func stop(within deadline: Double = 5) async {
        await scheduler.stop(within: deadline) {
            self.counts.withLock { $0.isRunning = false }
            self.finishStopIfIdle()
        }
    }

    /// Returns when all is done that was given to its queue before: at once while it lives, and never while it hangs.
    public func pulse() async {
        await withCheckedContinuation { continuation in queue.run { continuation.resume() } }
    }

    // MARK: On the queue

    /// Does what can be done now, and sets the timer for the rest.
    func work() {
        guard isRunning else { return finishStopIfIdle() }
        let now = clock()
        heedClock(now)
        if let pausedUntil, now < pausedUntil { return setTimer(now) }
        do {
            try renewIfNeeded()
            try recoverIfNeeded()
            guard !mustRecover else { return }
            try hastenIfNeeded(now)
            try book.refresh(from: store)
            var hasProgressed = try refill(now)
            while jobs.count < parallel, let event = nextEvent() {
                try begin(event, now)
                hasProgressed = true
            }
            storeRecovered()
            // It is followed by the next round; with one of their own beside it, the rounds would grow in number.
            guard !isWriteDue else { return }
            if hasProgressed, isRefillDue, jobs.count < parallel {
                // A block of its own for each round, so that finished fetches get their turn between.
                queue.run { self.work() }
            } else {
                setTimer(now)
            }
        } catch {
            pause(error)
        }
    }

    /// A write failed or the program was restarted: what is marked as being fetched is not. Only true once nothing is under way.
    private func recoverIfNeeded() throws {
        guard mustRecover, jobs.isEmpty, settlements.isEmpty else { return }
        buffer = []
        try store.recoverFetching()
        mustRecover = false
        mayHaveMore = true
    }

    /// Whether anything is here that was taken from the journal.
    private var isHolding: Bool { !buffer.isEmpty || !jobs.isEmpty || !settlements.isEmpty }

    /// Keeps the leases of what is here, and lets go of what another process has taken meanwhile, as after a long stop.
    private func renewIfNeeded() throws {
        guard let beat = store.leaseBeat, isHolding, let leasedAt, queue.now - leasedAt >= .seconds(beat) else { return }
        let own = try store.renewLeases()
        self.leasedAt = queue.now
        buffer.removeAll { !own.contains($0.id) }
        for (leadgenID, job) in jobs where !own.contains(job.event.id) { drop(leadgenID) }
    }

    /// True when it found something.
    private func refill(_ now: Date) throws -> Bool {
        guard isRefillDue, buffer.count < Self.bufferSize / 2 else { return false }
        let (full, paused) = (fullPages, book.paused(at: now))
        for (page, pause) in paused { try explainWait(of: page, pause) }
        let events = try store.takeDue(
            at: now, limit: Self.bufferSize - buffer.count, perPage: Self.perPage, except: Set(paused.keys).union(full))
        if !isHolding { leasedAt = queue.now }
        (mayHaveMore, leftPages) = (!events.isEmpty, full)
        buffer += events
        if mayHaveMore { channel.send(.journalChanged) }
        return mayHaveMore
    }

    /// The events of a page that is left alone are not taken, and say why.
    private func explainWait(of page: String, _ pause: RateLimits.Pause) throws {
        let end = pause.until
        try store.explainWait(
            of: page, until: end, "Meta asked for a pause until \(CalendarDay(end, in: zone)) \(TimeOfDay(end, in: zone)).",
            reason: pause.reason, remedy: IntakeRules.remedy(pause))
    }

    private var fullPages: Set<String> {
        Set(Dictionary(grouping: buffer, by: \.pageID).filter { $0.value.count >= Self.fullPage }.keys)
    }

    /// With nothing new in the journal, only a page that had enough here can have more, once that is used up.
    private var isRefillDue: Bool { mayHaveMore || !leftPages.isSubset(of: fullPages) }

    /// The number of leads of one page asked of Meta at once, at most: half of all, so that a page whose answers hang holds nobody else.
    private var parallelPerPage: Int { max(1, parallel / 2) }

    /// The oldest event of the page with the fewest fetches under way; none of a lead that is being fetched, or of a page that has its
    /// share.
    private func nextEvent() -> WebhookEvent? {
        var busy: [String: Int] = [:]
        for job in jobs.values { busy[job.event.pageID, default: 0] += 1 }
        var best: (index: Int, load: Int)?
        for (index, event) in buffer.enumerated() {
            if let lead = event.leadgenID, jobs[lead] != nil { continue }
            let load = busy[event.pageID] ?? 0
            guard load < parallelPerPage else { continue }
            if best.map({ load < $0.load }) ?? true { best = (index, load) }
            if load == 0 { break }
        }
        return best.map { buffer.remove(at: $0.index) }
    }

    // MARK: Pauses

    /// The store failed. Nothing is lost: the journal still has the events, and they are taken again when it works.
    func pause(_ error: any Error) {
        mustRecover = true
        storeFailures += 1
        let seconds = min(60, Double(1 << min(storeFailures - 1, 6)))
        let now = clock()
        pausedUntil = now.addingTimeInterval(seconds)
        let why = LogText.of(error)
        counts.withLock {
            $0.storeFailures += 1
            $0.trouble = why
        }
        logger.error("The leads cannot be saved now, and it is tried again in \(Int(seconds)) s: \(why)")
        channel.send(.journalChanged)
        if isRunning { setTimer(now) } else { finishStopIfIdle() }
    }

    private func storeRecovered() {
        pausedUntil = nil
        guard storeFailures > 0 else { return }
        storeFailures = 0
        counts.withLock { $0.trouble = nil }
        logger.notice("The leads can be saved again.")
    }

    /// Sleeps until the first thing that is due; for ever when nothing waits.
    private func setTimer(_ now: Date) {
        do {
            scheduler.sleep(until: try nextTime(now), from: now) { [weak self] in
                self?.mayHaveMore = true
                self?.work()
            }
        } catch {
            pause(error)
        }
    }

    private func nextTime(_ now: Date) throws -> Date? {
        if let pausedUntil, pausedUntil > now { return pausedUntil }
        return [try nextWork(now), try nextLease(now)].compactMap { $0 }.min()
    }

    /// When the leases of what is here must be renewed, or when one of another process ends, whose events are then to be taken.
    private func nextLease(_ now: Date) throws -> Date? {
        guard let beat = store.leaseBeat else { return nil }
        return try (isHolding ? beat : store.leaseEnd()).map { now.addingTimeInterval($0) }
    }

    private func nextWork(_ now: Date) throws -> Date? {
        // An event planned for later than any plan reaches was planned by another clock: the store hands it out at once.
        var due = try store.nextDue().map { min($0, now.addingTimeInterval(Backoff.longest)) }
        // An event that is due and was left is of a page that has its share here, or finds no room: it is looked for when a fetch ends. Or
        // another process fetches its lead. It hides the events of other pages that are due next.
        if let overdue = due, overdue <= now, !leftPages.isEmpty || mayHaveMore || store.leaseBeat != nil {
            due = now.addingTimeInterval(Self.lookWhileFull)
        }
        guard let release = book.paused(at: now).values.map(\.until).min() else { return due }
        guard let due else { return release }
        return due > now ? min(due, release) : min(release, now.addingTimeInterval(Self.lookWhileHolding))
    }

    // MARK: The end

    private func finishStopIfIdle() {
        guard !isRunning, jobs.isEmpty, settlements.isEmpty, scheduler.isStopping else { return }
        buffer = []
        do {
            if wasStarted { try store.recoverFetching() }
        } catch {
            // The next start does the same.
            logger.warning("Unfinished events stay marked as being fetched until the next start: \(LogText.of(error))")
        }
        scheduler.release()
    }
}

/// The counts of the intake since the program started.
public struct IntakeMetrics: Hashable, Sendable {
    /// Whether it is started, and not stopped since.
    public var isRunning = false
    /// Leads that became customers.
    public var saved = 0
    /// Events whose lead was here already.
    public var repeated = 0
    /// Leads asked of Meta.
    public var fetches = 0
    /// Questions for a lead that Meta did not answer.
    public var failures = 0
    /// Times a page was blocked.
    public var pagesBlocked = 0
    /// Times the store failed and the intake paused.
    public var storeFailures = 0
    /// Fetches under way now.
    public var underWay = 0
    /// Why the intake pauses now; nil when it works.
    public var trouble: String?

    /// Why Meta tells no lead of a page now, by the page's id, each with what to do; gone with the next lead that is read.
    public var graphTroubles: [String: String] = [:]

    public init() {}
}
