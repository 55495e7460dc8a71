import CRM
import Dispatch
import Foundation
import Logging

/// Offers leads on that nobody has touched for a time. One process at a time may run it on the same data: the one that does the intake.
///
/// `@unchecked Sendable` is safe: all mutable state is touched on the queue alone, and the store is called there too.
public final class LeadOffers: @unchecked Sendable {
    /// Seconds until it is tried again after the store failed.
    static let storePause: TimeInterval = 60

    /// Seconds until a lead whose time is over, and which is being called, is looked at again.
    static let callPause: TimeInterval = 30

    /// Seconds after the start in which those who are at the screens tell so, each at their next beat.
    static let listening = Presence.beat + 1

    private let store: any LeadOffering
    private let patience: TimeInterval
    private let present: PresentUsers
    private let channel: LeadChannel
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let scheduler: EngineScheduler
    /// Before that nobody may be known to be present. On the queue.
    private var begin: ContinuousClock.Instant?

    /// - Parameters:
    ///   - patience: seconds after which a lead that was not touched is offered on.
    ///   - channel: is told when the feed has something new to show.
    public init(
        store: any LeadOffering, patience: TimeInterval, present: PresentUsers, channel: LeadChannel, clock: @escaping @Sendable () -> Date,
        queue: any WorkQueue = DispatchQueue(label: "lead-offers"), logger: Logger = Logger(label: "leadsheet.offers")
    ) {
        self.store = store
        self.patience = patience
        self.present = present
        self.channel = channel
        self.clock = clock
        self.logger = logger
        scheduler = EngineScheduler(on: queue)
    }

    /// Begins, with what an earlier process left, once it is known who is present.
    public func start() {
        scheduler.start {
            self.begin = self.scheduler.queue.now.advanced(by: .seconds(Self.listening))
            self.tick()
        }
    }

    /// Says that there may be a new offer. Cheap, from any thread.
    public func wake() { scheduler.wake { self.tick() } }

    /// Returns when the portion under way is done, after `deadline` seconds at the latest.
    public func stop(within deadline: Double = 1) async {
        await scheduler.stop(within: deadline) { self.scheduler.release() }
    }

    private func tick() {
        guard scheduler.isRunning, let begin else { return }
        let now = clock()
        let pause = (begin - scheduler.queue.now) / .seconds(1)
        guard pause <= 0 else { return scheduler.sleep(until: now.addingTimeInterval(pause), from: now) { [weak self] in self?.tick() } }
        do {
            var next = try nextEnd()
            // Later than that it was made by a clock that was set back since; another machine's may be ahead a little.
            if let end = next, end <= now || end > now.addingTimeInterval(2 * patience) {
                let count = try store.offerOn(since: now.addingTimeInterval(-patience), present: present.users(at: now), at: now)
                if count > 0 { channel.send(.journalChanged) }
                next = try nextEnd()
                if count == 0, let end = next, end <= now { next = now.addingTimeInterval(Self.callPause) }
            }
            scheduler.sleep(until: next, from: now) { [weak self] in self?.tick() }
        } catch {
            logger.error("No lead can be offered on now, and it is tried again in \(Int(Self.storePause)) s: \(LogText.of(error))")
            scheduler.sleep(until: now.addingTimeInterval(Self.storePause), from: now) { [weak self] in self?.tick() }
        }
    }

    private func nextEnd() throws -> Date? { try store.oldestOffer()?.addingTimeInterval(patience) }
}
