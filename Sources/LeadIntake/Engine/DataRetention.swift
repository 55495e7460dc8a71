import CRM
import Dispatch
import Foundation
import Logging

/// Removes what was kept for a while: Meta's posts once they are as old as somebody has said, and lead events that have been told. At
/// the start and then daily. One process at a time may run it on the same data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on the queue alone, and the store is called there too.
public final class DataRetention: @unchecked Sendable {
    private static let day: TimeInterval = 86_400
    /// So long a program may be away and still be told of every lead, in days.
    static let leadEventDays = 30

    private let store: any StoreMaintenance & LeadEventStoring
    private let postDays: Int?
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let scheduler: EngineScheduler

    /// Posts are kept for `postDays` days; nil: for ever.
    public init(
        store: any StoreMaintenance & LeadEventStoring, postDays: Int?, clock: @escaping @Sendable () -> Date,
        queue: any WorkQueue = DispatchQueue(label: "lead-retention"),
        logger: Logger = Logger(label: "leadsheet.retention")
    ) {
        self.store = store
        self.postDays = postDays
        self.clock = clock
        self.logger = logger
        scheduler = EngineScheduler(on: queue)
    }

    /// Begins, with what is too old now.
    public func start() {
        scheduler.start { self.tick() }
    }

    /// Returns when the portion under way is done, after `deadline` seconds at the latest.
    public func stop(within deadline: Double = 1) async {
        await scheduler.stop(within: deadline) { self.scheduler.release() }
    }

    private func tick() {
        guard scheduler.isRunning else { return }
        let now = clock()
        do {
            if let postDays {
                let count = try store.purgeDeliveries(before: Self.before(postDays, now))
                if count > 0 { logger.notice("\(count) posts of Meta's from more than \(postDays) days ago were emptied.") }
            }
            _ = try store.purgeLeadEvents(before: Self.before(Self.leadEventDays, now))
        } catch {
            logger.error("What is too old could not be removed, and it is tried again tomorrow: \(LogText.of(error))")
        }
        scheduler.sleep(until: now.addingTimeInterval(Self.day), from: now) { [weak self] in self?.tick() }
    }

    private static func before(_ days: Int, _ now: Date) -> Date { now.addingTimeInterval(-Double(days) * day) }
}
