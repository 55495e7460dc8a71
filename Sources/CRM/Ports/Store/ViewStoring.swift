/// The queries that each user has given names. They are changed by ``Change``, so that undo takes that back.
public protocol ViewStoring: Sendable {
    /// In the user's own order.
    func views(of user: User.ID) throws -> [SavedView]
    /// ``SheetStoring/count(_:upTo:)`` for each, all as the data stood at one moment, and beside the searches: it is not interrupted, and no search
    /// waits for it.
    func countBeside(_ queries: [SheetQuery], upTo bound: Int) throws -> [MatchCount]
}
