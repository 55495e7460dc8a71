import Dispatch
import GRDB
import Synchronization

/// Makes the indexes of the orders that are seldom asked for, in the background, once somebody asks: each index makes every lead, every edit
/// and every import slower, and the file larger.
final class OrderIndexing: Sendable {
    /// The columns whose index is made on demand.
    static let columns: Set = ["phone_key", "address_key", "remark_key", "call_down"]
    /// The number of rows that are sorted about as fast as they are read along an index.
    static let few = 20_000

    let queue = DispatchQueue(label: "leadsheet.order.index")
    private let pending = Mutex<Set<String>>([])

    static func isThere(_ db: Database, _ column: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?")
        return try Int.fetchOne(statement, arguments: ["customer_by_\(column)"]) != nil
    }

    /// Begins, unless it is under way. What cannot be written waits for the next reader that asks for the order.
    func wake(_ engine: SQLiteEngine, _ column: String) {
        guard pending.withLock({ $0.insert(column).inserted }) else { return }
        queue.async { [weak engine, self] in
            defer { pending.withLock { _ = $0.remove(column) } }
            // The database may be closed at any time: then its write throws.
            try? engine?.writeDatabase { db in
                guard try !OrderIndexing.isThere(db, column) else { return }
                try db.execute(sql: Schema.orderIndex(by: column).sql)
            }
        }
    }
}
