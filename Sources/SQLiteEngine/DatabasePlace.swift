import CRM
import Foundation

/// Whether the database's name still leads to the file that was opened. A file that was moved away, or another one in its place, takes
/// everything that is written with it: nobody who opens the database later finds it.
struct DatabasePlace: Sendable {
    private let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Takes note of the file that has the name now.
    init(_ path: String) {
        self.path = path
        let found = Self.look(path)
        (device, inode) = (found?.device ?? 0, found?.inode ?? 0)
    }

    /// Throws when the name leads elsewhere. Costs one look at the file system.
    func check() throws(StoreError) {
        guard let found = Self.look(path) else { throw .databaseGone(path: path) }
        guard found.device == device, found.inode == inode else { throw .databaseReplaced(path: path) }
    }

    private static func look(_ path: String) -> (device: UInt64, inode: UInt64)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
