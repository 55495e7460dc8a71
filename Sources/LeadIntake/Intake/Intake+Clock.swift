import CRM
import Foundation
import Logging

/// A clock that jumps. Set forward, what waits is tried early, which does no harm. Set back, everything that was planned would wait
/// longer by as much.
extension Intake {
    /// The number of events asked of the store at once.
    private static let batch = 1000

    /// Moves what is planned in memory with a clock that was set back, and remembers to do the same with the journal.
    func heedClock(_ now: Date) {
        guard let seconds = watch.setBack(wall: now, passed: queue.now) else { return }
        logger.warning("The clock was set back by \(Int(seconds)) s, so what waits is tried again now.")
        book.rateLimits.move(by: -seconds)
        forms.forgetFailures()
        pausedUntil = nil
        mustHasten = true
    }

    /// Makes what waits due now. When each was planned is not known, and one early try does no harm.
    func hastenIfNeeded(_ now: Date) throws {
        // The events planned before are in the journal first.
        guard mustHasten, settlements.isEmpty else { return }
        var last: WebhookEvent.ID?
        while true {
            let waiting = try store.events(before: last, state: .waiting, user: nil, limit: Self.batch).map(\.event)
            guard let oldest = waiting.last else { break }
            let ids = waiting.filter { $0.nextAttemptAt.map { $0 > now } ?? false }.map(\.id)
            if !ids.isEmpty { _ = try store.retry(ids, user: nil, at: now) }
            last = oldest.id
        }
        mustHasten = false
        mayHaveMore = true
    }
}
