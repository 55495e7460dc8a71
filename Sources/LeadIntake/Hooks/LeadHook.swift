import Base
import CRM
import Dispatch
import Foundation
import Logging

/// Runs the hook for each new lead of the outbox, one after the other, and again where it fails.
///
/// A run whose end could not be noted, or that was cut off with the program, is made again: the hook may be told of a lead twice, and
/// never not at all. It has a queue of its own, so nothing of the intake waits for it. One process at a time may run it on the same
/// data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on the queue alone, and the store is called there too.
public final class LeadHook: @unchecked Sendable {
    private let store: any LeadEventStoring
    private let command: any HookRunning
    private let channel: LeadChannel
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let scheduler: EngineScheduler
    private var queue: any WorkQueue { scheduler.queue }
    private var isRunning: Bool { scheduler.isRunning }

    private var running: Task<Void, Never>?
    /// An end that the store did not take yet: the hook is not run again for want of room on the disk.
    private var unnoted: (event: LeadEvent, end: HookEnd)?
    /// Until when the store is left alone.
    private var pausedUntil: Date?

    /// `channel` is told when the feed has something new to show.
    public init(
        store: any LeadEventStoring, command: any HookRunning, channel: LeadChannel, clock: @escaping @Sendable () -> Date,
        queue: any WorkQueue = DispatchQueue(label: "lead-hook"), logger: Logger = Logger(label: "leadsheet.hook")
    ) {
        self.store = store
        self.command = command
        self.channel = channel
        self.clock = clock
        self.logger = logger
        scheduler = EngineScheduler(on: queue)
    }

    /// Begins, with what an earlier process left.
    public func start() {
        scheduler.start { self.tick() }
    }

    /// Says that there may be a new lead. Cheap, from any thread.
    public func wake() {
        scheduler.wake { self.tick() }
    }

    /// Calls off a run that is under way and waits up to `deadline` seconds for its end; the next start makes it again.
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
        if let pausedUntil, pausedUntil > now, pausedUntil.timeIntervalSince(now) <= HookRules.storePause {
            return sleep(until: pausedUntil, from: now)
        }
        do {
            if let (event, end) = unnoted { try note(event, end) }
            guard let event = try nextEvent(now) else { return sleep(until: try store.nextHookDue(), from: now) }
            begin(event.event, event.customer)
        } catch {
            logger.error(
                "The hook on_new_lead cannot be run now, and it is tried again in \(Int(HookRules.storePause)) s: \(LogText.of(error))")
            pausedUntil = now.addingTimeInterval(HookRules.storePause)
            sleep(until: pausedUntil, from: now)
        }
    }

    /// Where a customer was deleted meanwhile there is nobody to tell of.
    private func nextEvent(_ now: Date) throws -> (event: LeadEvent, customer: ExportRow)? {
        while let event = try store.nextHook(at: now) {
            if let customer = event.customer { return (event, customer) }
            try store.endHook(event.id, .done)
        }
        return nil
    }

    private func begin(_ event: LeadEvent, _ customer: ExportRow) {
        let (command, queue) = (command, queue)
        let input = customer.json.line + "\n"
        running = Task(executorPreference: queue.executor) {
            let result = await command.run(input)
            queue.run { self.ended(event, result) }
        }
    }

    private func ended(_ event: LeadEvent, _ result: HookResult) {
        running = nil
        if let end = HookRules.end(result, tries: event.tries, at: clock()) { unnoted = (event, end) }
        // A run that has come to its end just as the program stops is noted as well, or it would be made again.
        if !isRunning, let (event, end) = unnoted { try? note(event, end) }
        guard isRunning else { return scheduler.release() }
        tick()
    }

    private func note(_ event: LeadEvent, _ end: HookEnd) throws {
        try store.endHook(event.id, end)
        unnoted = nil
        log(event, end)
        if event.tries > 0 || end != .done { channel.send(.journalChanged) }
    }

    /// Without what the command said, which may quote the lead.
    private func log(_ event: LeadEvent, _ end: HookEnd) {
        switch end {
        case .done: logger.debug("The hook on_new_lead was run for lead event \(event.id).")
        case .again(let next, _):
            let seconds = Int(max(0, next.timeIntervalSince(clock())).rounded())
            logger.warning("The hook on_new_lead failed for lead event \(event.id), and is run again in \(seconds) s. The feed says why.")
        case .failed:
            logger.error(
                "The hook on_new_lead failed for lead event \(event.id) \(event.tries + 1) times and is given up. The feed says why.")
        }
    }

    private func sleep(until next: Date?, from now: Date) {
        scheduler.sleep(until: next, from: now) { [weak self] in self?.tick() }
    }
}
