import CRM
import Foundation

/// Asks the journal for the oldest due events of each page.
struct DueQuestion {
    /// A page that has any.
    struct Page {
        let id: String
        /// The oldest of its due events that nobody else is changing.
        let events: [WebhookEvent.ID]
        /// Whether somebody else is changing others of them.
        let isShared: Bool
        let isBlocked: Bool
    }

    private let limit: Int
    private let perPage: Int
    private let arguments: [(any SQLConvertible)?]

    /// - Parameters:
    ///   - limit: the number of events that are taken, at most.
    ///   - perPage: the same of each page.
    ///   - pages: are left alone.
    init(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) {
        (self.limit, self.perPage) = (limit, perPage)
        let beyond = now.addingTimeInterval(CRMStore.longestPlan).milliseconds
        let mark = JournalSQL.pageMark
        arguments = [now.milliseconds, beyond, perPage, mark + pages.sorted().joined(separator: mark) + mark]
    }

    func statement(_ dialect: any Dialect) -> SQLStatement { (JournalSQL.due(dialect), arguments) }

    func answer(_ db: any Session) throws -> [Page] {
        let statement = statement(db.dialect)
        return try db.rows(statement.sql, statement.arguments).compactMap { row in
            let events = (row[1] as String? ?? "").split(separator: ",").compactMap { WebhookEvent.ID($0) }.sorted()
            let all: Int = row[2]
            return all > 0 ? Page(id: row[0], events: events, isShared: events.count < all, isBlocked: (row[3] as Int) > 0) : nil
        }
    }

    /// The events that are to be taken. Each page's first come before anybody's second: a new lead does not wait for what others have piled up.
    func turns(_ pages: [Page]) -> [WebhookEvent.ID] {
        let queues = pages.filter { !$0.isBlocked }.map(\.events)
        let turns = (0..<perPage).flatMap { turn in queues.compactMap { turn < $0.count ? $0[turn] : nil }.sorted() }
        return Array(turns.prefix(limit))
    }
}
