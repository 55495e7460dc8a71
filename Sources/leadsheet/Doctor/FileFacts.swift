import Base
import Foundation

/// The facts that the system tells about a file or folder.
struct FileFacts: Hashable, Sendable {
    var path: String
    /// The permission bits; nil when there is nothing under this path, or it cannot be looked at.
    var mode: UInt32?
    /// A clause that says why the account to which it should be cannot use it, and what to do; nil where it can, and where nothing is there.
    var refusal: String?

    /// Looks at the path.
    init(_ path: String) {
        self.path = path
        var status = stat()
        mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
        let isRefused = access(path, R_OK) != 0 && errno == EACCES
        let refusal = isRefused || geteuid() == 0 ? FileOwner.refusal(path) : nil
        self.refusal = refusal ?? (isRefused ? FileOwner.unreadable(path) : nil)
    }

    var isThere: Bool { mode != nil }
    /// Others than the owner may read it, or look into it.
    var isReadableByOthers: Bool { (mode ?? 0) & 0o055 != 0 }
    /// Others than the owner may change it.
    var isWritableByOthers: Bool { (mode ?? 0) & 0o022 != 0 }
}
