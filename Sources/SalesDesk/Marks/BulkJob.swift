import CRM

/// A change of many customers that is under way. Known by its number alone, for it may be of a million.
public struct BulkJob: Hashable, Sendable, Identifiable {
    public let id: Int
    let change: BulkChange
    /// The list in which they were marked: what was not changed is marked there again.
    let list: MarkedList
    let marks: Marks
    /// The outcome so far.
    var batch = BulkBatch()

    /// Customers in one transaction: short enough that a lead's is not kept waiting.
    public static let portion = 200

    /// It is done in several portions, and tells how far it has come.
    var isLong: Bool { marks.count > Self.portion }

    public static func == (left: BulkJob, right: BulkJob) -> Bool { left.id == right.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// The outcome of a change that has come to its end, or was broken off.
struct BulkEnd: Sendable {
    var batch: BulkBatch
    /// Those that somebody changed meanwhile, as they are now, and those that were not come to.
    var left: Marks
    /// Why it was broken off.
    var error: StoreError?
}
