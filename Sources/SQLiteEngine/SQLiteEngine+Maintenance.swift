import Base
import CRM
import Foundation
import GRDB

extension SQLiteEngine {
    /// SQLite's `VACUUM INTO`: one read of one state, which blocks nobody, and what was erased or freed is not in the copy.
    public func backup(to path: String) throws {
        for own in ["", "-wal", "-shm", "-journal"] where SQLiteEngine.isSameFile(path, location + own) {
            throw StoreError.invalid("\(path) is the database itself. Name another file for the backup.")
        }
        let draft = DraftName.of(path, process: getpid())
        let descriptor = Foundation.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError.invalid("The backup \(path) cannot be written (\(SystemError.reason(errno))). Name another file.")
        }
        defer {
            Foundation.close(descriptor)
            for end in ["", "-journal"] { unlink(draft + end) }
        }
        do {
            try ownConnection { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
            let copy = try DatabaseQueue(path: draft)
            // Its indexes were made anew just now.
            let faults = try copy.inDatabase { try SQLiteEngine.faults($0, inIndexes: false) }
            try copy.close()
            guard faults.isEmpty else {
                throw StoreError.invalid("The backup was not made, because the data are damaged: \(faults.joined(separator: " "))")
            }
        } catch let error as DatabaseError {
            let reason =
                error.resultCode == .SQLITE_FULL ? "the disk is full" : error.message ?? "SQLite error \(error.resultCode.rawValue)"
            throw StoreError.invalid("The backup \(path) could not be written (\(reason)). A file that was there is as it was.")
        }
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw StoreError.invalid("The backup \(path) cannot be written (\(SystemError.reason(errno))). Name another file.")
        }
    }

    public func integrity() throws -> [String] {
        do {
            return try translated(writing: false) { try pool.read { try SQLiteEngine.faults($0) } }
        } catch StoreError.databaseUnreadable(_, let reason) {
            return ["The database cannot be read to its end: \(reason)."]
        }
    }

    /// One sentence for each kind of damage. To hold the indexes against their tables takes several times as long as the rest.
    static func faults(_ db: Database, inIndexes: Bool = true) throws -> [String] {
        var faults = try String.fetchAll(db, sql: "PRAGMA \(inIndexes ? "integrity" : "quick")_check(10)").filter { $0 != "ok" }
            .map { "The database is damaged: \($0)." }
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { ($0[0] as String, $0[2] as String) }
        let kinds = Dictionary(orphans.map { ("\($0.0) without their \($0.1)", 1) }, uniquingKeysWith: +)
        faults += kinds.sorted { $0.key < $1.key }.map { "There are \($0.value) rows of \($0.key)." }
        return faults
    }

    /// Rewrites the whole file without what was freed in it, and empties the log beside it. False when another program kept reading
    /// for so long that the log could not be emptied.
    public func purgeFreedPages() throws -> Bool {
        do {
            try ownConnection { db in
                try db.execute(sql: "VACUUM")
                let result = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard result?[0] == 0 as Int64? else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
            }
            return true
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL].contains(error.resultCode) {
            return false
        }
    }

    /// A connection for work that takes long: it waits longer than others do, and what is large goes to files, not into memory.
    private func ownConnection<T>(_ work: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.foreignKeysEnabled = true
        let queue = try DatabaseQueue(path: location, configuration: configuration)
        let result = try queue.writeWithoutTransaction(work)
        try queue.close()
        return result
    }

    private static func isSameFile(_ one: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }
}
