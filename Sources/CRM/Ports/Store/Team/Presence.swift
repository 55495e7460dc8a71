import Foundation

/// The customer that a person has in front of them at the screens, as it is told to other sessions on the same data. It is no data: no table has
/// it, and there is nothing to undo.
public struct Presence: Hashable, Sendable {
    public var userID: User.ID
    /// The customer of the open card, or of the row with the cursor; nil where there is none.
    public var customerID: Customer.ID?
    /// Whether a key was pressed within ``activity``.
    public var isActive: Bool

    public init(userID: User.ID, customerID: Customer.ID?, isActive: Bool) {
        self.userID = userID
        self.customerID = customerID
        self.isActive = isActive
    }

    /// In seconds: so long after a key a person is at work.
    public static let activity: TimeInterval = 60
    /// Seconds between two signs of life of a session that has nothing new to tell.
    public static let beat: TimeInterval = 25
    /// In seconds: a session that was not heard of for so long is there no more.
    public static let silence: TimeInterval = 75
}

/// A session's presence, as it was heard.
public struct SeenPresence: Hashable, Sendable {
    /// Tells sessions apart. Two users may not have one together, so no session takes the place of another user's.
    public struct ID: Hashable, Sendable {
        public var session: String
        public var userID: User.ID

        public init(session: String, userID: User.ID) {
            self.session = session
            self.userID = userID
        }
    }

    public var id: ID { ID(session: session, userID: presence.userID) }
    public var session: String
    public var presence: Presence
    /// When the session is there no more, unless it is heard of again.
    public var until: Date
    /// It is the session of this process.
    public var isOwn: Bool

    public init(session: String, presence: Presence, until: Date, isOwn: Bool) {
        self.session = session
        self.presence = presence
        self.until = until
        self.isOwn = isOwn
    }

    /// Whether the session is believed to be there. A clock that was set back believes none for longer.
    public func isThere(at now: Date) -> Bool { until > now && until <= now.addingTimeInterval(Presence.silence) }
}

/// Tells other sessions on the same data what these screens show.
public protocol PresenceTelling: Sendable {
    /// Tells it, or with nil that nobody sits at the screens of this process any more. Nothing is kept for those who listen later, so it is to be
    /// told again each ``Presence/beat``.
    func tellPresence(_ presence: Presence?) throws
    /// The names of the users whom the one who works here may know.
    func userNames() throws -> [User.ID: String]
}
