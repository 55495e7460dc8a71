import Foundation
import GRDB
import Synchronization

/// Keeps SQLite's write-ahead log short, however much is read.
///
/// SQLite begins the log anew at a commit at which nobody reads from it. Beside screens that read all the time there may be none for
/// long: the log then grows without end, every read searches it, takes longer for that, and such a commit comes even less often. So from
/// some length on the writer waits until those who read have ended; who comes after them reads from the database's file.
final class LogLength: Sendable {
    /// In bytes. A log of this length is searched in passing, and is written seldom enough that the wait does not count.
    static let bound = 64 << 20
    /// In milliseconds: the writer waits no longer for one who reads, say for an export, and tries again after another such length.
    private static let patience = 250

    private let path: String
    /// The length at which readers are waited for.
    private let due = Mutex(bound)

    /// `path` is the database's.
    init(ofDatabase path: String) { self.path = path + "-wal" }

    /// To be called after a commit. What was committed is safe already, so nothing that goes wrong here is the caller's.
    func keep(_ pool: DatabasePool) {
        guard length >= due.withLock({ $0 }) else { return }
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = \(Self.patience)")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(DatabaseOpening.patience * 1000))") }
                _ = try db.checkpoint(.restart)
            }
            due.withLock { $0 = Self.bound }
        } catch {
            due.withLock { $0 = length + Self.bound }
        }
    }

    private var length: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
