import CRM
import Dispatch
import Foundation
import Logging

/// Asks Meta about every page daily, and at every change of its settings, whether its leads can be read: what is found stands with the
/// page, which is blocked or set free by it.
///
/// It sleeps until ``wake()`` or until a page is due; pages are asked one after the other. One process at a time may run it on the same
/// data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on the queue alone, and the store is called there too.
public final class PageChecks: @unchecked Sendable {
    /// The knowledge of a page besides the notes kept with it.
    private struct Work {
        var settings: PageSettings
        var tries: PageCheckFacts.Tries?
    }

    private let store: any PageStoring
    private let checker: any PageChecking
    private let channel: LeadChannel
    private let freed: @Sendable () -> Void
    private let clock: @Sendable () -> Date
    private let rateLimits: RateLimits
    private let logger: Logger
    private let scheduler: EngineScheduler
    private var queue: any WorkQueue { scheduler.queue }
    private var isRunning: Bool { scheduler.isRunning }

    private var pages: [String: Work] = [:]
    private var settingsVersion: Int?
    private var running: Task<Void, Never>?

    /// `freed` is called when a page that was blocked goes on. `rateLimits` is shared by all that ask Meta.
    public init(
        store: any PageStoring, checker: any PageChecking, channel: LeadChannel, freed: @escaping @Sendable () -> Void,
        clock: @escaping @Sendable () -> Date, rateLimits: RateLimits = RateLimits(),
        queue: any WorkQueue = DispatchQueue(label: "lead-page-checks"),
        logger: Logger = Logger(label: "leadsheet.page-checks")
    ) {
        self.store = store
        self.checker = checker
        self.channel = channel
        self.freed = freed
        self.clock = clock
        self.rateLimits = rateLimits
        self.logger = logger
        scheduler = EngineScheduler(on: queue)
    }

    /// Begins, with the pages that are due.
    public func start() {
        scheduler.start { self.tick() }
    }

    /// Says that settings may have changed. Cheap, from any thread.
    public func wake() {
        scheduler.wake {
            // Most of what wakes it is no change of settings.
            if let version = try? self.store.pagesVersion(), version == self.settingsVersion { return }
            self.tick()
        }
    }

    /// Calls off a check that is under way and waits up to `deadline` seconds for it.
    public func stop(within deadline: Double = 2) async {
        await scheduler.stop(within: deadline) {
            self.running?.cancel()
            if self.running == nil { self.scheduler.release() }
        }
    }

    // MARK: On the queue

    private func tick() {
        guard isRunning, running == nil else { return }
        let now = clock()
        do {
            let due = try dueTimes(now)
            guard let first = due.min(by: { ($0.at, $0.page) < ($1.at, $1.page) }) else { return scheduler.sleep(until: nil, from: now) {} }
            guard first.at <= now, let settings = pages[first.page]?.settings else {
                return scheduler.sleep(until: first.at, from: now) { [weak self] in self?.tick() }
            }
            begin(settings, now)
        } catch {
            logger.error("The pages cannot be looked at now, and it is tried again in a minute: \(LogText.of(error))")
            scheduler.sleep(until: now.addingTimeInterval(60), from: now) { [weak self] in self?.tick() }
        }
    }

    private func dueTimes(_ now: Date) throws -> [(page: String, at: Date)] {
        var noted: [MetaPage]
        repeat {
            try readSettings()
            noted = try store.pages(of: nil)
            // Saved between the two readings: what is noted is not of these settings.
        } while try store.pagesVersion() != settingsVersion
        return noted.compactMap { page in
            guard let work = pages[page.id] else { return nil }
            let facts = PageCheckFacts(
                pageID: page.id, hasToken: !work.settings.metaPageAccessToken.isEmpty, health: page.token, tries: work.tries,
                pausedUntil: rateLimits.pausedUntil(page.id, work.settings.access, at: now))
            return PageCheckRules.due(facts, now: now).map { (page.id, $0) }
        }
    }

    private func readSettings() throws {
        let version = try store.pagesVersion()
        guard version != settingsVersion else { return }
        var fresh: [String: Work] = [:]
        for settings in try store.allSettings() {
            let known = pages[settings.metaPageId]
            fresh[settings.metaPageId] = known?.settings == settings ? known : Work(settings: settings)
        }
        pages = fresh
        settingsVersion = version
    }

    private func begin(_ settings: PageSettings, _ now: Date) {
        let (checker, queue) = (checker, queue)
        let before = state(of: settings.metaPageId)
        running = Task(executorPreference: queue.executor) {
            let report = await checker.check(settings, at: now)
            queue.run { self.ended(settings, report, before, began: now) }
        }
    }

    private func ended(_ settings: PageSettings, _ report: PageCheckReport, _ before: PageState?, began: Date) {
        running = nil
        guard isRunning else { return scheduler.release() }
        let page = settings.metaPageId
        for line in report.lines where line.verdict != .good {
            logger.warning("Page \(page): \(line.finding) \(line.remedy ?? "")")
        }
        // The page is not asked about over and over, whether Meta's silence or a full disk kept it from being noted.
        let isNoted = (try? store.page(page))??.token.map { $0.checkedAt >= began } ?? false
        let count = pages[page]?.tries?.count ?? 0
        pages[page]?.tries = isNoted ? nil : PageCheckFacts.Tries(count: count + 1, last: began)
        if case .blocked? = before, state(of: page) == .ok {
            logger.notice("Page \(page) is well again; its leads are read now.")
            freed()
        }
        channel.send(.pagesChanged)
        tick()
    }

    private func state(of page: String) -> PageState? { (try? store.page(page))??.state }
}
