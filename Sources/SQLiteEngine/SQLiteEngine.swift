import CRM
import CRMStore
import Dispatch
import Foundation
import GRDB
import Synchronization

/// Keeps the data in one SQLite file, which all processes of the machine may open at once.
///
/// Reads run beside each other and beside a write (SQLite's write-ahead log).
public final class SQLiteEngine: Engine {
    /// The file's path.
    public let location: String
    let pool: DatabasePool
    /// Searches have a connection of their own, so that one can be stopped without touching any other reader or a writer.
    private let searcher: DatabaseQueue
    /// Whether a search is in its own statements: only these may be interrupted, not the end of their transaction.
    private let isSearching = Mutex(false)
    private let isClosed = Mutex(false)
    private let log: WALCheckpointer
    let searchIndexing = SearchIndexing()
    let orderIndexing = OrderIndexing()
    private let place: DatabasePlace
    private let presence: PresenceFolder
    /// The calls under way: the connections are closed after the last of them, for SQLite does not survive a call on a closed one.
    private let calls = DispatchGroup()

    /// Opens the database at `path`, or makes it together with its folder.
    ///
    /// - Parameters:
    ///   - working: measures how long the leads of a database of an earlier version waited.
    ///   - note: told in a sentence what keeps the start waiting for long, and where the copy lies that was made before tables were rewritten.
    ///   - migrating: is told now and then how many customers of how many a database of an earlier version has been brought to this one.
    public convenience init(
        path: String, working: WorkingClock = .standard, note: @escaping (String) -> Void = { _ in },
        migrating: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        try self.init(path: path, log: WALCheckpointer(ofDatabase: path), working: working, note: note, migrating: migrating)
    }

    init(
        path: String, log: WALCheckpointer, working: WorkingClock = .standard, note: @escaping (String) -> Void = { _ in },
        migrating: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        location = path
        self.log = log
        (pool, searcher) = try DatabaseOpening(path: path, wait: log.wait, working: working, report: migrating, note: note).open()
        place = DatabasePlace(path)
        presence = PresenceFolder(database: path)
    }

    deinit { close() }

    /// Folds the log into the database: a log that is left is read through by the next start.
    public func close() {
        let isFirst = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        guard isFirst else { return }
        try? presence.tell(nil)
        calls.wait()
        // Where another program is at work, such as a backup that reads all the time, the log stays beside the database, whole, for the next
        // program that opens it: leaving does not wait for that one.
        try? log.wait.shortened { try truncateLog() }
        try? searcher.close()
        try? pool.close()
    }

    public func checkpoint() throws { try translated(writing: true) { try truncateLog() } }

    private func truncateLog() throws {
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    public func interruptSearch() {
        isSearching.withLock { if $0 { searcher.interrupt() } }
    }

    public func read<T>(_ body: (any Session) throws -> T) throws -> T {
        try translated(writing: false) { try pool.read { try body(SQLiteSession($0, of: self)) } }
    }

    public func search<T>(_ body: (any Session) throws -> T) throws -> T {
        try translated(writing: false) {
            try searcher.read { db in
                isSearching.withLock { $0 = true }
                defer { isSearching.withLock { $0 = false } }
                return try body(SQLiteSession(db, of: self))
            }
        }
    }

    public func write<T>(_ body: (any Session) throws -> T) throws -> T {
        try writeDatabase { try body(SQLiteSession($0, of: self)) }
    }

    public func writeAhead<T>(_ body: (any Session) throws -> T) throws -> T {
        try writeDatabase(under: ("PRAGMA synchronous = NORMAL", DatabaseOpening.syncing)) { try body(SQLiteSession($0, of: self)) }
    }

    /// A write with SQLite's own statements.
    ///
    /// - Parameter settings: what the connection is told before the transaction, and what takes that back.
    func writeDatabase<T>(under settings: (before: String, after: String)? = nil, _ body: (Database) throws -> T) throws -> T {
        try translated(writing: true) {
            try place.check()
            let value =
                if let settings {
                    try pool.writeWithoutTransaction { try SQLiteEngine.write($0, under: settings, body) }
                } else {
                    try pool.write(body)
                }
            // Replaced meanwhile: what was written went with the file that was there.
            try place.check()
            log.keep(pool)
            return value
        }
    }

    private static func write<T>(
        _ db: Database, under settings: (before: String, after: String), _ body: (Database) throws -> T
    ) throws -> T {
        try db.execute(sql: settings.before)
        let written = Result {
            var value: T?
            try db.inTransaction {
                value = try body(db)
                return .commit
            }
            return value
        }
        try db.execute(sql: settings.after)
        guard let value = try written.get() else { preconditionFailure("a transaction that ended without its value") }
        return value
    }

    public func placeFault() -> StoreError? {
        do throws(StoreError) {
            try place.check()
            return nil
        } catch {
            return error
        }
    }

    public var identity: String { DataIdentity.of(location) ?? "unknown" }

    public func watch(
        on queue: DispatchQueue, presence onPresence: (@Sendable ([SeenPresence]) -> Void)?,
        _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws(StoreError) -> any DataWatching {
        let watcher = try DataWatcher(path: location, onChange: { onChange(.everything) }, queue: queue)
        if let onPresence { try watcher.watch(presence, onPresence) }
        return watcher
    }

    public func tellPresence(_ own: Presence?) throws { try presence.tell(own) }

    public var leases: (any EventLeasing)? { nil }

    public func intakeLock() -> any IntakeLocking { IntakeLock(database: location) }

    public func whileNobodyOpens<T>(_ body: () throws -> T) throws -> T {
        let lock = try DatabaseOpening(path: location).lockFolder()
        defer { Foundation.close(lock) }
        return try body()
    }

    func translated<T>(writing: Bool, _ body: () throws -> T) throws -> T {
        do {
            return try whileOpen(body)
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_INTERRUPT { throw CancellationError() }
            throw StoreError(error, path: location, writing: writing)
        }
    }

    /// Keeps the connections open for as long as `body` takes.
    func whileOpen<T>(_ body: () throws -> T) throws -> T {
        let isOpen = isClosed.withLock { closed in
            if !closed { calls.enter() }
            return !closed
        }
        guard isOpen else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "Connection is closed") }
        defer { calls.leave() }
        return try body()
    }
}
