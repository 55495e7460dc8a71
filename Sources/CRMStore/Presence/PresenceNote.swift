import CRM
import Foundation

/// The text in which a session tells its presence: numbers alone, and nothing of a lead. Another program may have written it, so it is read
/// strictly.
public struct PresenceNote: Hashable, Sendable {
    public var session: String
    public var userID: User.ID
    /// Nil: nobody sits there any more.
    public var presence: Presence?

    private static let (active, idle, ended) = ("a", "i", "e")
    /// The number of hexadecimal digits of a session's name.
    private static let sessionLength = 32

    public init(session: String, userID: User.ID, presence: Presence?) {
        self.session = session
        self.userID = userID
        self.presence = presence
    }

    /// A name for a session that no other has.
    public static func newSession() -> String { UUID().uuidString.filter { $0 != "-" }.lowercased() }

    /// At most 74 characters: `1f…0a.3.20771.a`, with 0 for no customer.
    public var text: String {
        let state = presence.map { $0.isActive ? Self.active : Self.idle } ?? Self.ended
        return "\(session).\(userID).\(presence?.customerID ?? 0).\(state)"
    }

    /// Nil where it is no such text.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].utf8.count == Self.sessionLength, parts[0].allSatisfy(Self.isHexDigit),
            let user = Self.number(parts[1]), user > 0, let customer = Self.number(parts[2])
        else { return nil }
        (session, userID) = (String(parts[0]), user)
        switch String(parts[3]) {
        case Self.ended: presence = nil
        case Self.active, Self.idle:
            presence = Presence(userID: user, customerID: customer > 0 ? customer : nil, isActive: parts[3] == Self.active)
        default: return nil
        }
    }

    private static func isHexDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) || ("a"..."f").contains(character) }

    /// Digits alone, without a sign.
    public static func number(_ text: some StringProtocol) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }
}
