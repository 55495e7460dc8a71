import CRM
import Foundation
import Synchronization

/// The users who are at the screens, as their sessions tell: those who have pressed a key in the last minute.
public final class PresentUsers: Sendable {
    private let seen = Mutex<[SeenPresence]>([])

    public init() {}

    /// Takes in the sessions that are there.
    public func hear(_ sessions: [SeenPresence]) { seen.withLock { $0 = sessions } }

    public func users(at now: Date) -> Set<User.ID> {
        Set(seen.withLock { $0 }.filter { $0.presence.isActive && $0.isThere(at: now) }.map(\.presence.userID))
    }
}
