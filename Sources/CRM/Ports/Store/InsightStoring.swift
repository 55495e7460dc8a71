import Foundation

/// Counting for insights.
public protocol InsightStoring: Sendable {
    /// The facts of all spreadsheets of a user, deleted ones left out, of adjoining periods that end with today's. Its cost grows with the leads that
    /// came in them, not with all customers that there are. Throws ``StoreError/userUnknown(_:known:)``.
    func insightFacts(of user: User.ID, in periods: [ClockPeriod], by grouping: InsightGrouping) throws -> InsightFacts
}
