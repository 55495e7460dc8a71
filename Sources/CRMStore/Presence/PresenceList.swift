import CRM
import Foundation

/// The sessions that were heard of on the same data.
///
/// A user may tell anything in their own name, so only a few sessions of each are kept: those that were heard of last.
public struct PresenceList: Sendable {
    /// The name of this process's session.
    private let own: String
    private var seen: [SeenPresence.ID: SeenPresence] = [:]

    /// Sessions of one user.
    static let mostOfUser = 8

    public init(own: String) {
        self.own = own
    }

    /// Takes in a note of its user's.
    ///
    /// - Parameter moment: when it was told.
    public mutating func hear(_ note: PresenceNote, at moment: Date) {
        guard let presence = note.presence else {
            seen[SeenPresence.ID(session: note.session, userID: note.userID)] = nil
            return
        }
        let new = SeenPresence(
            session: note.session, presence: presence, until: moment.addingTimeInterval(Presence.silence), isOwn: note.session == own)
        seen[new.id] = new
        let ofUser = seen.values.filter { $0.presence.userID == note.userID }
        guard ofUser.count > Self.mostOfUser else { return }
        // This process's own is known whatever others tell.
        if let oldest = ofUser.filter({ !$0.isOwn }).min(by: { ($0.until, $0.session) < ($1.until, $1.session) }) { seen[oldest.id] = nil }
    }

    /// Those that are there, this process's own among them, in an order of their own. The others are forgotten.
    public mutating func present(at now: Date) -> [SeenPresence] {
        seen = seen.filter { $0.value.isThere(at: now) }
        return seen.values.sorted { ($0.presence.userID, $0.session) < ($1.presence.userID, $1.session) }
    }
}
