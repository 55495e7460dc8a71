import CRM
import Foundation

/// When others are told of this session: at a change, but not oftener than each half second, at each ``Presence/beat`` as a sign of life, and
/// when a session has come that has heard nothing yet.
struct PresencePace {
    /// Seconds between two notes.
    static let pause: TimeInterval = 0.5

    private var told: Presence?
    private var toldAt = Date.distantPast
    private var known: Set<SeenPresence.ID> = []
    private var isOwed = false

    /// Gives what is to be told now; nil: nothing. An end is told at once.
    ///
    /// - Parameter others: the sessions that are there.
    mutating func next(_ own: Presence?, others: [SeenPresence], at now: Date) -> PresenceEffect? {
        let ids = Set(others.map(\.id))
        defer { known = ids }
        guard own != nil || told != nil else { return nil }
        if own != told || !ids.isSubset(of: known) { isOwed = true }
        // A clock that was set back has nobody wait.
        let age = now.timeIntervalSince(toldAt)
        guard isOwed || age >= Presence.beat || age < 0 else { return nil }
        guard own == nil || age >= Self.pause || age < 0 else { return nil }
        (told, toldAt, isOwed) = (own, now, false)
        return .tell(own)
    }

    /// When it is to be asked again, though nothing happens.
    var nextMoment: Date? { told == nil && !isOwed ? nil : toldAt.addingTimeInterval(isOwed ? Self.pause : Presence.beat) }
}
