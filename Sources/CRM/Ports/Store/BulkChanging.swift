import Foundation

/// Many customers at once: which ones a list has, and changing them as one step.
///
/// Calls block until they are done. Every function may throw ``StoreError``.
public protocol BulkChanging: Sendable {
    /// All customers of a list, in no order. Costs as much as there are.
    func marks(_ query: SheetQuery) throws -> [CustomerMark]
    /// Those of some customers that a list has, in no order.
    func marks(_ query: SheetQuery, among ids: [Customer.ID]) throws -> [CustomerMark]
    /// The first `limit` of some customers in the order of a list; those that it does not show are left out.
    func rows(_ query: SheetQuery, among ids: [Customer.ID], limit: Int) throws -> [Customer]

    /// Changes some customers in one durable transaction, for a user. The first portion (`batch` nil) opens the step, the others take
    /// the one that they belong to.
    ///
    /// At any moment all portions that were written are one step, which ``SheetStoring/undo(by:at:)`` takes back. A customer that is
    /// another version than its mark says is left as it is. Throws ``StoreError/invalid(_:)`` when the step was taken back meanwhile.
    func changePortion(_ change: BulkChange, of marks: some Sequence<CustomerMark>, batch: BulkBatch?, by user: User.ID, at now: Date)
        throws -> BulkBatch

    /// The spreadsheets of all other users, by user: their names alone.
    func moveTargets(besides user: User.ID) throws -> [MoveTarget]
}
