import Foundation

/// The processes that have a file locked, as far as the system tells.
enum FileLocks {
    private static let attempts = 5

    /// The process that holds a `flock` on an open file; nil where that cannot be told.
    static func holder(of descriptor: Int32) -> Int32? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        // The list is given in pieces, and a line may be missing where locks come and go meanwhile.
        for _ in 0..<attempts {
            if let holder = holder(in: list(), inode: UInt64(status.st_ino)) { return holder }
        }
        return nil
    }

    /// All of `/proc/locks`, which says that it is empty, so that it is not read to its end by who believes that. Empty elsewhere.
    private static func list() -> String {
        let file = open("/proc/locks", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(file, &piece, piece.count), count > 0 { text += piece[..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads lines such as `1: FLOCK  ADVISORY  WRITE 4711 fd:01:131 0 EOF` (Linux: proc_locks(5)). Of device and inode the inode counts
    /// alone: some file systems give the device otherwise here.
    static func holder(in locks: String, inode: UInt64) -> Int32? {
        for line in locks.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[5].split(separator: ":").last == Substring(String(inode)) else { continue }
            // One that is in another container has no number here.
            return Int32(words[4]).flatMap { $0 > 0 ? $0 : nil }
        }
        return nil
    }
}
