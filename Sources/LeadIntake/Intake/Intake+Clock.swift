import CRM
import Foundation
import Logging

/// A clock that jumps. Set forward, what waits is tried early, which does no harm. Set back, everything that was planned would wait
/// longer by as much.
extension Intake {
    /// Moves what is planned in memory with a clock that was set back, and remembers to do the same with the journal.
    func heedClock(_ now: Date) {
        guard let seconds = watch.setBack(wall: now, passed: queue.now) else { return }
        logger.warning("The clock was set back by \(Int(seconds)) s, so what waits is tried again now.")
        book.rateLimits.move(by: -seconds)
        forms.forgetFailures()
        pausedUntil = nil
        mustHasten = true
    }

    /// Makes what waits due now: after a clock that was set back all, for when each was planned is not known, and one early try does no harm;
    /// after a start what other settings may have ended.
    func hastenIfNeeded(_ now: Date) throws {
        // The events planned before are in the journal first.
        guard mustHasten || wasJustStarted, settlements.isEmpty else { return }
        try store.hasten(mustHasten ? nil : HeldLeads.ofQuestions, of: nil, at: now)
        (mustHasten, wasJustStarted) = (false, false)
        mayHaveMore = true
    }

    /// A lead of the page was read: what its other leads wait for is over, perhaps, and they need not wait for hours.
    func hasten(_ page: String, _ now: Date) throws {
        // The events that failed before are in the journal first.
        guard settlements.isEmpty, steadyPages.insert(page).inserted else { return }
        try store.hasten(HeldLeads.passing, of: page, at: now)
        mayHaveMore = true
    }
}
