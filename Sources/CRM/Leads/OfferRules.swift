/// To whom of several users a lead is offered. Pure: who may have it, who is present and who had the last offers in; the user out.
public enum OfferRules {
    /// A user who may write in the lead's spreadsheet: its owner, or one with whom it is shared for that.
    public struct Candidate: Hashable, Sendable {
        public var userID: User.ID
        /// The number of the last offer of that spreadsheet that was made to the user; a later one is larger. Nil: there was none.
        public var lastOffer: Int64?

        public init(userID: User.ID, lastOffer: Int64?) {
            self.userID = userID
            self.lastOffer = lastOffer
        }
    }

    /// The user whose turn it is, in rounds: of those who are present the one to whom none was offered for longest.
    ///
    /// Nil: it is open to all, for nobody is present, or only one user may have it at all, who needs no offer.
    ///
    /// - Parameters:
    ///   - present: the users who have pressed a key in the last minute.
    ///   - before: those to whom this lead was offered already. It goes to each once.
    public static func next(_ candidates: [Candidate], present: Set<User.ID>, before: Set<User.ID> = []) -> User.ID? {
        guard candidates.count > 1 else { return nil }
        return candidates.filter { present.contains($0.userID) && !before.contains($0.userID) }
            .min { ($0.lastOffer ?? 0, $0.userID) < ($1.lastOffer ?? 0, $1.userID) }?.userID
    }
}
