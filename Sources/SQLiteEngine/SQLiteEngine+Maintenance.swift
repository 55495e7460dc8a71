import Base
import CRM
import Foundation
import GRDB

extension SQLiteEngine {
    public func backup(to path: String) throws {
        for own in ["", "-wal", "-shm", "-journal"] where SQLiteEngine.isSameFile(path, location + own) {
            throw StoreError.invalid("\(path) is the database itself. Name another file for the backup.")
        }
        try DatabaseCopy.make(of: location, at: path)
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
            try DatabaseCopy.withOwnConnection(location) { db in
                // Text that was taken out of the search's index is only crossed out there, until its parts are made one.
                try db.execute(sql: "INSERT INTO customer_search (customer_search) VALUES ('optimize')")
                try db.execute(sql: "VACUUM")
                let result = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard result?[0] == 0 as Int64? else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
            }
            return true
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL].contains(error.resultCode) {
            return false
        }
    }

    private static func isSameFile(_ one: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }
}
