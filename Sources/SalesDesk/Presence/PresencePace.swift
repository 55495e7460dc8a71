import CRM
import Foundation

/// When others are told of this session: at a change, but not oftener than each half second, at each ``Presence/beat`` as a sign of life, and
/// when a session has come that has heard nothing yet.
struct PresencePace {
    /// Seconds between two notes.
    static let pause: TimeInterval = 0.5

    private var told: Presence?
    private var toldAt = Date.distantPast
    /// The sessions that were there a while ago, and when last: of one user's many some drop out of sight and come back.
    private var known: [SeenPresence.ID: Date] = [:]
    private var isOwed = false

    /// Gives what is to be told now; nil: nothing. An end is told at once.
    ///
    /// - Parameter others: the sessions that are there.
    mutating func next(_ own: Presence?, others: [SeenPresence], at now: Date) -> PresenceEffect? {
        known = known.filter { abs(now.timeIntervalSince($0.value)) < Presence.silence }
        let hasCome = others.contains { known[$0.id] == nil }
        for other in others { known[other.id] = now }
        guard own != nil || told != nil else { return nil }
        if own != told || hasCome { isOwed = true }
        // A clock that was set back has nobody wait.
        let age = now.timeIntervalSince(toldAt)
        guard isOwed || age >= Presence.beat || age < 0 else { return nil }
        guard own == nil || age >= Self.pause || age < 0 else { return nil }
        (told, toldAt, isOwed) = (own, now, false)
        return .tell(own)
    }

    /// There is no connection: what was told last may not have been heard.
    mutating func linkBroke() { isOwed = told != nil }

    /// When it is to be asked again, though nothing happens.
    var nextMoment: Date? { told == nil && !isOwed ? nil : toldAt.addingTimeInterval(isOwed ? Self.pause : Presence.beat) }
}
