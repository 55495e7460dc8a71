import Foundation

/// Tells one database from another, so that two programs can find out that they work on the same.
enum DataIdentity {
    /// The file's place on this machine's disks: the same by whatever path it is named, and no path itself. Nil where there is none.
    static func of(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return String(UInt64(status.st_dev), radix: 16) + "-" + String(UInt64(status.st_ino), radix: 16)
    }
}
