import CRM
import Dispatch
import Foundation
import Logging
import MetaLeads
import Synchronization

/// Makes customers of the journal's events: takes what is due, asks Meta, saves, and tries again what did not go.
///
/// It sleeps until ``wake()`` or until the next event is due. One process at a time may run it on the same data.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on `queue` alone, except `figures`, which has a lock. The store is
/// called there too, so a slow disk holds up neither the listener nor Swift's own threads.
public final class Intake: @unchecked Sendable {
    /// So many events are held in memory, besides those that are being fetched; the rest stays in the journal.
    static let bufferSize = 64
    /// So many events of one page are taken at once, so that one page's thousand leave room for the others.
    static let perPage = 16
    /// While a page is left alone, the journal is looked at this often, in seconds: its overdue events hide what is due next.
    static let lookWhileHolding: Double = 60

    let store: any PageStoring & JournalStoring
    let graph: any GraphAPI
    let channel: LeadChannel
    let zone: TimeZone
    let clock: @Sendable () -> Date
    let jitter: @Sendable () -> Double
    let parallel: Int
    let formPatience: Double
    let logger: Logger
    let queue: any WorkQueue
    let counts = Mutex(IntakeFigures())
    private let isWakePending = Mutex(false)

    var buffer: [WebhookEvent] = []
    /// By the lead's id: no lead is asked twice at once.
    var jobs: [String: LeadJob] = [:]
    var forms = FormShelf()
    var book = PageBook()
    private var isRunning = false
    private var mustRecover = false
    /// The journal may have more that is due.
    private var mayHaveMore = false
    private var storeFailures = 0
    private var pausedUntil: Date?
    private var timer: (any WorkTimer)?
    private var stopWaiters: [CheckedContinuation<Void, Never>] = []

    /// `zone` says what "today" is for a new customer's next call; `parallel` bounds the leads asked of Meta at once. A
    /// lead that was read waits `formPatience` seconds for its form, which gives only names. `jitter` gives 0..<1.
    public init(
        store: any PageStoring & JournalStoring, graph: any GraphAPI, channel: LeadChannel, zone: TimeZone,
        clock: @escaping @Sendable () -> Date, parallel: Int = 8, formPatience: Double = 3,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        queue: any WorkQueue = DispatchQueue(label: "lead-intake", qos: .userInitiated),
        logger: Logger = Logger(label: "leadsheet.intake")
    ) {
        self.store = store
        self.graph = graph
        self.channel = channel
        self.zone = zone
        self.clock = clock
        self.parallel = max(1, parallel)
        self.formPatience = formPatience
        self.jitter = jitter
        self.queue = queue
        self.logger = logger
    }

    /// What was counted since the start.
    public var figures: IntakeFigures { counts.withLock { $0 } }

    /// Begins, first with what an earlier process left unfinished.
    public func start() {
        queue.run {
            guard !self.isRunning else { return }
            self.isRunning = true
            self.mustRecover = true
            self.mayHaveMore = true
            self.work()
        }
    }

    /// Says that there may be something to do: new events, a retry, changed settings. Cheap, from any thread.
    public func wake() {
        let isFirst = isWakePending.withLock { isPending in
            defer { isPending = true }
            return !isPending
        }
        guard isFirst else { return }
        queue.run {
            self.isWakePending.withLock { $0 = false }
            self.mayHaveMore = true
            self.work()
        }
    }

    /// Begins nothing new and waits up to `deadline` seconds for what is under way; the rest stays in the journal.
    public func stop(within deadline: Double = 5) async {
        await withCheckedContinuation { continuation in
            queue.run {
                self.isRunning = false
                self.timer?.cancel()
                self.timer = nil
                self.stopWaiters.append(continuation)
                self.finishStopIfIdle()
                self.queue.run(after: deadline, by: .monotonic) { self.releaseStopWaiters() }
            }
        }
    }

    // MARK: On the queue

    /// Does what can be done now, and sets the timer for the rest.
    func work() {
        guard isRunning else { return finishStopIfIdle() }
        let now = clock()
        if let pausedUntil, now < pausedUntil { return setTimer(now) }
        do {
            try recoverIfNeeded()
            guard !mustRecover else { return }
            try book.refresh(from: store)
            var hasProgressed = try refill(now)
            while jobs.count < parallel, let event = nextEvent() {
                try begin(event, now)
                hasProgressed = true
            }
            storeRecovered()
            if hasProgressed, mayHaveMore, jobs.count < parallel {
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
        guard mustRecover, jobs.isEmpty else { return }
        buffer = []
        try store.recoverFetching()
        mustRecover = false
        mayHaveMore = true
    }

    /// True when it found something.
    private func refill(_ now: Date) throws -> Bool {
        guard mayHaveMore, buffer.count < Self.bufferSize / 2 else { return false }
        let events = try store.takeDue(
            at: now, limit: Self.bufferSize - buffer.count, perPage: Self.perPage, except: book.heldPages(at: now))
        mayHaveMore = !events.isEmpty
        buffer += events
        if mayHaveMore { channel.send(.journalChanged) }
        return mayHaveMore
    }

    /// The oldest event of the page with the fewest fetches under way; none of a lead that is being fetched.
    private func nextEvent() -> WebhookEvent? {
        var busy: [String: Int] = [:]
        for job in jobs.values { busy[job.event.pageID, default: 0] += 1 }
        var best: (index: Int, load: Int)?
        for (index, event) in buffer.enumerated() {
            if let lead = event.leadgenID, jobs[lead] != nil { continue }
            let load = busy[event.pageID] ?? 0
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
        // Of any other error the kind alone: its description may quote what was to be written.
        let why = (error as? StoreError)?.message ?? "\(type(of: error))"
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

    /// One timer, for the first thing that is due; none when nothing waits.
    private func setTimer(_ now: Date) {
        timer?.cancel()
        timer = nil
        do {
            guard let next = try nextTime(now) else { return }
            // A little late rather than a little early, which would mean a second wake-up.
            timer = queue.run(after: max(0, next.timeIntervalSince(now)) + 0.002, by: .monotonic) { [weak self] in
                self?.mayHaveMore = true
                self?.work()
            }
        } catch {
            pause(error)
        }
    }

    private func nextTime(_ now: Date) throws -> Date? {
        if let pausedUntil, pausedUntil > now { return pausedUntil }
        let due = try store.nextDue()
        guard let release = book.nextRelease, release > now else { return due }
        guard let due else { return release }
        return due > now ? min(due, release) : min(release, now.addingTimeInterval(Self.lookWhileHolding))
    }

    // MARK: The end

    private func finishStopIfIdle() {
        guard !isRunning, jobs.isEmpty, !stopWaiters.isEmpty else { return }
        buffer = []
        do {
            try store.recoverFetching()
        } catch {
            // The next start does the same.
            logger.warning("Unfinished events stay marked as being fetched until the next start: \(error)")
        }
        releaseStopWaiters()
    }

    private func releaseStopWaiters() {
        let waiters = stopWaiters
        stopWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}
