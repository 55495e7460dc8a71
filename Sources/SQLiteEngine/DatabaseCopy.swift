import Base
import CRM
import Foundation
import GRDB

/// A copy of a database in a file of its own.
enum DatabaseCopy {
    /// SQLite's `VACUUM INTO`: one read of one state, which blocks nobody, and what was erased or freed is not in the copy. The file is
    /// private, and appears under its name only when it is complete and sound. Throws ``StoreError``.
    static func make(of database: String, at path: String) throws {
        let draft = DraftName.of(path, process: getpid())
        let descriptor = Foundation.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        defer {
            Foundation.close(descriptor)
            for end in ["", "-journal"] { unlink(draft + end) }
        }
        do {
            try withOwnConnection(database) { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
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
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw unwritable(path, errno) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> StoreError {
        .invalid("The backup \(path) cannot be written (\(SystemError.reason(code))). Name another file.")
    }

    /// A connection for work that takes long: it waits longer than others do, and what is large goes to files, not into memory.
    static func withOwnConnection<T>(_ database: String, _ work: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.foreignKeysEnabled = true
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        let result = try queue.writeWithoutTransaction(work)
        try queue.close()
        return result
    }
}
