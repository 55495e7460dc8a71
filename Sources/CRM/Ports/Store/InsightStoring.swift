import Foundation

/// Counting for insights.
public protocol InsightStoring: Sendable {
    /// The facts of all spreadsheets of a user, deleted ones left out, since an instant. Its cost grows with the customers that came since then,
    /// not with all that there are. Throws ``StoreError/userUnknown(_:known:)``.
    func insightFacts(of user: User.ID, since start: Date, by grouping: InsightGrouping) throws -> InsightFacts
}
