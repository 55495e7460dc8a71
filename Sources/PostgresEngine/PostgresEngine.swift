import CRM
import CRMStore
import Dispatch
import Synchronization

/// Keeps the data in one database of a PostgreSQL server, which many machines may open at once.
///
/// Reads run beside each other and beside a write. Writes run one after the other, on all machines together: each takes the lock of the
/// database first. Rules of the store read, decide and write, and none of them can then decide on what another changes meanwhile. Events alone are
/// taken beside other writes, under locks of their rows.
public final class PostgresEngine: Engine {
    /// The server and the database, for people. No password is in it.
    public let location: String
    public let identity: String
    public let leases: (any EventLeasing)? = EventLeases()
    let pool: ConnectionPool
    /// The searches that are in their own statements: only these may be interrupted, not the end of their transaction.
    private let searches = Mutex<[ObjectIdentifier: RunningSearch]>([:])
    private let link: ServerLink
    /// The name under which the presence of this process is told.
    private let session = PresenceNote.newSession()
    private let told = Mutex<Presence?>(nil)
    /// Whether it is to be looked if the server has room on its disk: at first, and from when it had none until it has some.
    let mayLackRoom = Mutex(true)
    /// How long a change whose connection broke at its end waits to learn what became of it. A server that is started again is there by then.
    private let patience: Duration

    /// The oldest PostgreSQL that is known to do, in libpq's form.
    static let oldestServer = 140_000

    private static let beginRead = ["BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"]
    /// A program that is stopped in the middle of a write, or whose machine is gone, would keep everybody else from writing: after half a minute
    /// without a word the server ends its transaction.
    private static let endIdle = "SET LOCAL idle_in_transaction_session_timeout = 30000"
    /// Gives what tells the transaction from all others; on a copy of another server, which takes no writes, nothing does.
    private static let sign = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN \(StartedTransaction.sign) END"
    private static let lockWrites = [endIdle, "\(sign) FROM pg_advisory_xact_lock(\(AdvisoryLock.writing.key))"]
    static let beginWrite = ["BEGIN"] + lockWrites
    private static let beginWriteAhead = ["BEGIN", "SET LOCAL synchronous_commit = off"] + lockWrites
    private static let beginWriteBeside = ["BEGIN", endIdle, sign]
    /// While it lasts, the tables are neither made nor brought to another version.
    private static let beginOpening = ["BEGIN", "SELECT pg_advisory_xact_lock_shared(\(AdvisoryLock.opening.key))"]
    /// The same, and no program opens them.
    private static let beginChanging = "BEGIN; SELECT pg_advisory_xact_lock(\(AdvisoryLock.opening.key))"

    /// Opens a database whose tables are there, in this version.
    ///
    /// - Parameter address: as libpq takes it, such as `postgres://ana@db.example.com/leadsheet`. The password is best left to `~/.pgpass`.
    public convenience init(address: String) throws(StoreError) { try self.init(address: address, patience: .seconds(5)) }

    init(address: String, patience: Duration) throws(StoreError) {
        self.patience = patience
        let server = try ServerAddress(address)
        let pool = ConnectionPool(server)
        self.pool = pool
        link = ServerLink(server)
        location = server.location
        identity = try PostgresEngine.stating(server) {
            try pool.use(begin: PostgresEngine.beginOpening) { connection in
                try SchemaVersion(connection, location: server.location).check()
                return try connection.text(SchemaVersion.identity) ?? ""
            }
        }
    }

    /// Makes the tables in a database that has none yet, as its owner. Where they are there already, in this version, nothing is done.
    public static func create(address: String) throws(StoreError) {
        try changingTables(address) { try $0.make() }
    }

    /// Brings the tables of an earlier version to this one, as their owner, in one transaction, while nobody opens them.
    public static func upgrade(address: String) throws(StoreError) -> SchemaChange {
        try changingTables(address) { tables in
            let change = try tables.upgrade(along: Schema.steps)
            try TeamRoles(connection: tables.connection, location: tables.location).renew()
            return change
        }
    }

    static func changingTables<T>(_ address: String, _ body: (SchemaVersion) throws -> T) throws(StoreError) -> T {
        let server = try ServerAddress(address)
        return try stating(server, writing: true) {
            let connection = try Connection(server)
            try connection.command(beginChanging)
            let result = try body(SchemaVersion(connection, location: server.location))
            // Those who have it open read again.
            try connection.command("\(DataChange.everything.notify); COMMIT")
            return result
        }
    }

    deinit { close() }

    public func close() {
        link.close()
        pool.close()
    }

    // MARK: Transactions

    public func read<T>(_ body: (any Session) throws -> T) throws -> T {
        try translated(writing: false) {
            try pool.use(begin: PostgresEngine.beginRead) { try body(PostgresSession($0)) }
        }
    }

    public func search<T>(_ body: (any Session) throws -> T) throws -> T {
        try translated(writing: false) {
            try pool.use(begin: PostgresEngine.beginRead) { connection in
                let search = RunningSearch(connection)
                searches.withLock { $0[ObjectIdentifier(search)] = search }
                defer {
                    searches.withLock { $0[ObjectIdentifier(search)] = nil }
                    search.end()
                }
                do {
                    return try body(PostgresSession(connection, search: search))
                } catch let error as ServerError where error.isCancellation && search.wasInterrupted {
                    throw CancellationError()
                }
            }
        }
    }

    /// Returns at once: the server is told on a queue of its own.
    public func interruptSearch() { searches.withLock { $0.values.forEach { $0.interrupt() } } }

    public func write<T>(_ body: (any Session) throws -> T) throws -> T { try transaction { try body($0) } }

    public func writeAhead<T>(_ body: (any Session) throws -> T) throws -> T {
        try transaction(begin: PostgresEngine.beginWriteAhead) { try body($0) }
    }

    public func writeBeside<T>(_ body: (any Session) throws -> T) throws -> T {
        try transaction(begin: PostgresEngine.beginWriteBeside, isAlone: false) { try body($0) }
    }

    /// - Parameter isAlone: it waits for others that write.
    func transaction<T>(begin: [String] = beginWrite, isAlone: Bool = true, _ body: (PostgresSession) throws -> T) throws -> T {
        try translated(writing: true) {
            try pool.use(begin: begin, isWriting: isAlone) { connection in
                do {
                    let session = PostgresSession(connection)
                    let value = try body(session)
                    let process = connection.process
                    do {
                        try session.commit()
                    } catch let error as ServerError where error.isOfConnection {
                        try confirm(StartedTransaction(sign: connection.begun, process: process), error)
                    }
                    return value
                } catch let error as ServerError where error.isOfDivision {
                    throw StoreError.changedMeanwhile
                }
            }
        }
    }

    /// Returns where a transaction whose COMMIT was not answered is in the database all the same, and throws where it is not, or where nobody
    /// knows.
    private func confirm(_ transaction: StartedTransaction, _ error: ServerError) throws {
        link.broke(StoreError(error, location: location, writing: true))
        switch transaction.outcome(pool.address, within: patience) {
        case .committed: return
        case .rolledBack: throw error
        case .lostWithServer, nil: throw StoreError.outcomeUnknown(address: location)
        }
    }

    // MARK: Others

    public func placeFault() -> StoreError? { link.fault }

    public func watch(
        on queue: DispatchQueue, presence: (@Sendable ([SeenPresence]) -> Void)?, _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws(StoreError) -> any DataWatching {
        let (address, link, session) = (pool.address, link, session)
        return try PostgresEngine.stating(address) {
            try NotificationWatcher(
                address, link: link, queue: queue, presence: presence.map { (PresenceListener(own: session), $0) }, onChange)
        }
    }

    /// A note is worth no wait for the server's disk.
    public func tellPresence(_ own: Presence?) throws {
        let before = told.withLock { told in
            defer { told = own }
            return told
        }
        guard let user = own?.userID ?? before?.userID else { return }
        // Letters, digits and dots.
        let note = PresenceNote(session: session, userID: user, presence: own).text
        let statements = "BEGIN; SET LOCAL synchronous_commit = off; NOTIFY \(PresenceListener.channel), '\(note)'; COMMIT"
        try translated(writing: true) { try pool.use { try $0.command(statements) } }
    }

    public func intakeLock() -> any IntakeLocking { PostgresIntakeLock(pool.address) }

    public func whileNobodyOpens<T>(_ body: () throws -> T) throws -> T {
        try translated(writing: true) {
            try pool.use { connection in
                try connection.command(PostgresEngine.beginChanging)
                return try body()
            }
        }
    }

    // MARK: Errors

    func translated<T>(writing: Bool, _ body: () throws -> T) throws -> T {
        try link.check()
        do {
            let value = try link.awaiting(body)
            link.works()
            return value
        } catch let error as ServerError {
            let locker = error.isOfLock ? try? pool.use { try AdvisoryLock.holder(on: $0) } : nil
            let fault = StoreError(error, location: location, writing: writing, locker: locker)
            if error.isOfConnection { link.broke(fault) }
            if error.isOfFullDisk { mayLackRoom.withLock { $0 = true } }
            throw fault
        }
    }

    /// Has errors of the server said as sentences.
    static func stating<T>(_ server: ServerAddress, writing: Bool = false, _ body: () throws -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as ServerError {
            let locker = error.isOfLock ? try? AdvisoryLock.holder(on: Connection(server)) : nil
            throw StoreError(error, location: server.location, writing: writing, locker: locker)
        } catch {
            throw .databaseUnreadable(path: server.location, reason: "\(error)")
        }
    }
}
