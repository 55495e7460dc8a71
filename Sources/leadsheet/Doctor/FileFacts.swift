import Foundation

/// The facts that the system tells about a file or folder.
struct FileFacts: Hashable, Sendable {
    var path: String
    /// The permission bits; nil when there is nothing under this path, or it cannot be looked at.
    var mode: UInt32?

    init(path: String, mode: UInt32?) {
        self.path = path
        self.mode = mode
    }

    /// Looks at the path.
    init(_ path: String) {
        var status = stat()
        self.init(path: path, mode: stat(path, &status) == 0 ? status.st_mode & 0o777 : nil)
    }

    var isThere: Bool { mode != nil }
    /// Others than the owner may read it, or look into it.
    var isReadableByOthers: Bool { (mode ?? 0) & 0o055 != 0 }
    /// Others than the owner may change it.
    var isWritableByOthers: Bool { (mode ?? 0) & 0o022 != 0 }
}
