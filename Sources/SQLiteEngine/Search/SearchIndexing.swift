import Base
import CRMStore
import Dispatch
import GRDB
import Synchronization

/// Brings rows into the search's index in the background, some at a time, so that others write in between.
final class SearchIndexing: Sendable {
    let queue = DispatchQueue(label: "leadsheet.search.index")
    private let isRunning = Mutex(false)

    /// Begins, unless it is under way. What cannot be written waits for the next search that meets it.
    func wake(_ engine: SQLiteEngine) {
        let isFirst = isRunning.withLock { running in
            defer { running = true }
            return !running
        }
        guard isFirst else { return }
        queue.async { [weak engine, self] in
            defer { isRunning.withLock { $0 = false } }
            var pauses = WriteYield()
            // The database may be closed at any time: then its write throws.
            while let isMore = try? engine?.indexForSearch(), isMore { pauses.rest() }
        }
    }
}

extension SQLiteEngine {
    /// A transaction of some 50 ms.
    private static let slice = 1000

    /// Brings the next rows into the search's index, in one transaction. Gives whether more may wait. Throws ``StoreError``.
    public func indexForSearch() throws -> Bool {
        try writeDatabase { db in
            let range = try Row.fetchOne(
                db,
                sql: """
                    SELECT n AS first, (SELECT max(id) FROM (SELECT id FROM customer WHERE id > n ORDER BY id LIMIT ?)) AS last
                    FROM counter WHERE name = 'search_indexed'
                    """, arguments: [SQLiteEngine.slice])
            guard let range, let last = range["last"] as Int64? else { return false }
            try db.execute(
                sql: "INSERT INTO customer_search (rowid, search_text) SELECT id, found_text FROM customer WHERE id > ? AND id <= ?",
                arguments: [range["first"] as Int64, last])
            try db.execute(sql: "UPDATE counter SET n = ? WHERE name = 'search_indexed'", arguments: [last])
            return true
        }
    }
}
