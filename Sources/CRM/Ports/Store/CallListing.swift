/// The customers whom a user is to call, over all of their spreadsheets; those whose work has ended, or who do not want it, are left out.
///
/// Every call but that for all marks costs the same however many customers there are. Each may throw ``StoreError``.
public protocol CallListing: Sendable {
    /// The first rows of a group, or of all groups of ``CallGroup/now`` where it is nil, in the order of ``CallReason``; those of a
    /// reason that has more rows than `limit` are the first along its index.
    func calls(_ group: CallGroup?, of user: User.ID, at moment: CallMoment, limit: Int) throws -> [CallRow]

    /// All customers of a group as they are now, or of all groups of ``CallGroup/now`` where it is nil; as many as there are.
    func callMarks(_ group: CallGroup?, of user: User.ID, at moment: CallMoment) throws -> [CustomerMark]

    /// The sizes of ``CallGroup/all(on:)``, each counted no further than `bound`.
    func callCounts(of user: User.ID, at moment: CallMoment, upTo bound: Int) throws -> CallCounts

    /// The rows of some customers, those that are there, as ``calls(_:of:at:limit:)`` gives them; in no order.
    func callRows(_ ids: [Customer.ID], of user: User.ID) throws -> [CallRow]
}
