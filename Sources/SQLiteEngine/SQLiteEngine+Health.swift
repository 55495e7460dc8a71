import Base
import CRM
import Foundation
import GRDB

extension SQLiteEngine {
    /// The least free room on the disk, in bytes: the log beside the database grows to this size.
    private static let leastRoom: UInt64 = 4 << 20

    /// Asks for the write lock and for room on the disk, and writes nothing: a check must not wake those who watch the data.
    public func writeFault() -> String? {
        if let fault = placeFault() { return fault.message }
        var disk = statvfs()
        guard access(location, W_OK) == 0, statvfs(location, &disk) == 0 else {
            return "The database \(location) cannot be written (\(SystemError.reason(errno))): mend the rights of the file and its folder."
        }
        guard UInt64(disk.f_bavail) * UInt64(disk.f_frsize) > Self.leastRoom else {
            return "The disk is full: free some space on the disk that holds \(location)."
        }
        do {
            try whileOpen {
                try pool.writeWithoutTransaction { db in
                    try db.inTransaction(.immediate) { .rollback }
                }
            }
            return nil
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return "Another program has kept the database locked for 5 seconds: end it, or wait until it is done."
        } catch let error as DatabaseError {
            return StoreError(error, path: location, writing: true).message
        } catch {
            return "The database \(location) cannot be written: \(error)"
        }
    }

    /// The faults of the data in the file, as ``integrity()`` finds them. Reads the whole file and needs no key. Throws when it is no
    /// database at all. `inIndexes` holds the indexes against their tables too, which takes several times as long.
    public static func faults(inFile path: String, inIndexes: Bool = true) throws(StoreError) -> [String] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { try faults($0, inIndexes: inIndexes) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw .databaseUnreadable(path: path, reason: "\(error)")
        }
    }
}
