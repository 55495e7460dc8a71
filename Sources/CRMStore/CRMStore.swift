import CRM
import Dispatch
import Foundation
import GRDB
import Synchronization

/// The data of Leadsheet in one SQLite file, shared by all processes that open it.
///
/// Reads run beside each other and beside a write (SQLite's write-ahead log); a write is on the disk when its call returns. Every
/// function throws ``StoreError`` (CRM), and a search that ``interruptSearch()`` ended throws `CancellationError`.
public final class CRMStore: SheetStoring, PageStoring, JournalStoring, LedgerStoring {
    /// Where the database is.
    public let path: String
    let pool: DatabasePool
    /// Searches have a connection of their own, so that one can be stopped without touching any other reader or a writer.
    let searcher: DatabaseQueue
    /// Whether a search is in its own statements: only these may be interrupted, not the end of their transaction.
    private let isSearching = Mutex(false)
    private let isClosed = Mutex(false)
    private let log: WALCheckpointer
    let searchIndexing = SearchIndexing()
    private let place: DatabasePlace
    /// The number of this process's term at the intake; nil while it has none.
    let term = Mutex<Int64?>(nil)
    /// The calls under way: the connections are closed after the last of them, for SQLite does not survive a call on a closed one.
    private let calls = DispatchGroup()
    let sealer: SecretSealer
    public let statuses: StatusCatalogue
    let rules: FieldRules
    /// A lead whose person has a row becomes a part of that row.
    let mergesEnquiries: Bool
    /// A hook is to be run for each new lead.
    let hooksNewLeads: Bool

    /// Opens the database at `path`, or makes it together with its folder.
    ///
    /// - Parameters:
    ///   - sealer: seals and opens the pages' secrets.
    ///   - statuses: the statuses a customer may be given, ``StatusCatalogue/beginning`` being that of a new one.
    ///   - mergesEnquiries: whether a lead whose person has a row becomes a part of that row, instead of a row of its own.
    ///   - hooksNewLeads: whether a hook is to be run for each lead that this process saves, ``LeadEventStoring``.
    ///   - migrating: is told now and then how many customers of how many a database of an earlier version has been brought to this one.
    ///   - onWait: called with a sentence when another process, which is opening the same database, keeps this one waiting for long.
    public convenience init(
        path: String, sealer: SecretSealer, statuses: StatusCatalogue = .standard, mergesEnquiries: Bool = false,
        hooksNewLeads: Bool = false, onWait: @escaping (String) -> Void = { _ in },
        migrating: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        try self.init(
            path: path, sealer: sealer, statuses: statuses, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads,
            log: WALCheckpointer(ofDatabase: path), onWait: onWait, migrating: migrating)
    }

    init(
        path: String, sealer: SecretSealer, statuses: StatusCatalogue, mergesEnquiries: Bool, hooksNewLeads: Bool = false,
        log: WALCheckpointer,
        onWait: @escaping (String) -> Void = { _ in }, migrating: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        self.path = path
        self.sealer = sealer
        self.statuses = statuses
        self.mergesEnquiries = mergesEnquiries
        self.hooksNewLeads = hooksNewLeads
        rules = FieldRules(statuses: statuses)
        self.log = log
        (pool, searcher) = try DatabaseOpening(path: path, report: migrating, onWait: onWait).open()
        place = DatabasePlace(path)
        // A disk that is full now must not keep anybody from reading: the next undo carries the steps on, the next start the statuses.
        _ = try? finishSteps(at: Date())
        try? noteEndedStatuses()
    }

    deinit { close() }

    /// Waits for the calls under way, folds the log into the database and closes the connections; calls after it throw. To be called
    /// before the program exits: a log that is left is read through by the next start.
    public func close() {
        let isFirst = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        guard isFirst else { return }
        calls.wait()
        do {
            try checkpoint()
            try searcher.close()
            try pool.close()
        } catch {
            // Another process is at work: the log stays beside the database, whole, for whoever opens it next.
        }
    }

    func checkpoint() throws {
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    public func interruptSearch() {
        isSearching.withLock { if $0 { searcher.interrupt() } }
    }

    /// Runs reads on one state of the data.
    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try translated(writing: false) { try pool.read(body) }
    }

    /// Runs a search: like ``read(_:)``, but it can be interrupted.
    func search<T>(_ body: (Database) throws -> T) throws -> T {
        try translated(writing: false) {
            try searcher.read { db in
                isSearching.withLock { $0 = true }
                defer { isSearching.withLock { $0 = false } }
                return try body(db)
            }
        }
    }

    /// Runs a transaction that is on the disk when the call returns, or left nothing behind.
    func write<T>(_ body: (Database) throws -> T) throws -> T {
        try translated(writing: true) {
            try place.check()
            let value = try pool.write(body)
            // Replaced meanwhile: what was written went with the file that was there.
            try place.check()
            log.keep(pool)
            return value
        }
    }

    /// What is wrong when the database's file was moved away, or another one put in its place; nil while it is there.
    public func placeFault() -> StoreError? {
        do throws(StoreError) {
            try place.check()
            return nil
        } catch {
            return error
        }
    }

    func translated<T>(writing: Bool, _ body: () throws -> T) throws -> T {
        do {
            return try whileOpen(body)
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_INTERRUPT { throw CancellationError() }
            throw StoreError(error, path: path, writing: writing)
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
