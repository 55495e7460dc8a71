import CRMStore
import Foundation
import GRDB
import Synchronization

/// Keeps SQLite's write-ahead log short, however much is read.
///
/// SQLite begins the log anew at a commit at which nobody reads from it. Beside screens that read all the time there may be none for
/// long: the log then grows without end, every read searches it, takes longer for that, and such a commit comes even less often. So from
/// some length on the writer waits until those who read have ended; who comes after them reads from the database's file.
final class WALCheckpointer: Sendable {
    private let path: String
    private let bound: Int
    private let patience: Int
    /// The length at which readers are waited for.
    private let due: Mutex<Int>
    /// That of the writer's connection.
    let wait = BusyWait()

    /// `path` is the database's. A log of `bound` bytes is searched in passing, and is written seldom enough that the wait does not
    /// count. The writer waits `patience` milliseconds at most for one who reads, say for an export, and tries again after another such
    /// length.
    init(ofDatabase path: String, bound: Int = 64 << 20, patience: Int = 250) {
        self.path = path + "-wal"
        self.bound = bound
        self.patience = patience
        due = Mutex(bound)
    }

    /// To be called after a commit. What was committed is safe already, so nothing that goes wrong here is the caller's.
    func keep(_ pool: DatabasePool) {
        let length = length
        let isDue = due.withLock { due in
            // It was begun anew without us, so that those who were waited for in vain are gone.
            if length < bound { due = bound }
            return length >= due
        }
        guard isDue else { return }
        let isAnew = (try? pool.writeWithoutTransaction(beginAnew)) ?? false
        due.withLock { $0 = isAnew ? bound : length + bound }
    }

    /// False when somebody read from the log all the time.
    private func beginAnew(_ db: Database) throws -> Bool {
        // SQLite's own wait is for a place in which those who come later read too, and might never end; each try looks at the places anew.
        try wait.shortened {
            let end = ContinuousClock.now + .milliseconds(patience)
            repeat {
                do {
                    _ = try db.checkpoint(.restart)
                    return true
                } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
            } while ContinuousClock.now < end
            return false
        }
    }

    private var length: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
