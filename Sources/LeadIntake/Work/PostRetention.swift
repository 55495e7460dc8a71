import CRM
import Dispatch
import Foundation
import Logging

/// Empties Meta's posts once they are as old as somebody has said, at the start and then daily. One process at a time may run it on
/// the same data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on the queue alone, and the store is called there too.
public final class PostRetention: @unchecked Sendable {
    private static let day: TimeInterval = 86_400

    private let store: any StoreMaintenance
    private let days: Int
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let scheduler: EngineScheduler
    private var isRunning = false

    /// Posts are kept for so many days.
    public init(
        store: any StoreMaintenance, days: Int, clock: @escaping @Sendable () -> Date,
        queue: any WorkQueue = DispatchQueue(label: "lead-retention", qos: .utility),
        logger: Logger = Logger(label: "leadsheet.retention")
    ) {
        self.store = store
        self.days = days
        self.clock = clock
        self.logger = logger
        scheduler = EngineScheduler(on: queue)
    }

    /// Begins, with what is too old now.
    public func start() {
        scheduler.queue.run {
            self.isRunning = true
            self.tick()
        }
    }

    /// Returns when the portion under way is done, after `deadline` seconds at the latest.
    public func stop(within deadline: Double = 1) async {
        await scheduler.stop(within: deadline) {
            self.isRunning = false
            self.scheduler.release()
        }
    }

    private func tick() {
        guard isRunning else { return }
        let now = clock()
        do {
            let count = try store.purgeDeliveries(before: now.addingTimeInterval(-Double(days) * Self.day))
            if count > 0 { logger.notice("\(count) posts of Meta's from more than \(days) days ago were emptied.") }
        } catch {
            logger.error("Old posts of Meta's could not be emptied, and it is tried again tomorrow: \(LogText.of(error))")
        }
        scheduler.sleep(until: now.addingTimeInterval(Self.day), from: now) { [weak self] in self?.tick() }
    }
}
