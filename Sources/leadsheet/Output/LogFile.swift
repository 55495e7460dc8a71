import Base
import CRM
import Foundation
import Synchronization

/// The file of the log: private to the user, one `write` a line, so that the lines of several programs do not mix.
///
/// A file that has grown full becomes `leadsheet.log.1`, that becomes `leadsheet.log.2`, and the oldest goes. Any of the programs on
/// the same log may do it; the others notice before their next line.
final class LogFile: Sendable {
    /// Stays the same number for as long as the log is open, whichever file is behind it.
    let descriptor: Int32
    private let path: String
    private let limit: Int
    /// The number of files, the current one included.
    private let files: Int
    private let turn = Mutex(())

    /// Opens the file for appending, mode 0600, and makes it when there is none. `limit` is the size in bytes from which on a new
    /// file is begun.
    init(path: String, limit: Int = 5 << 20, files: Int = 3) throws(PlainError) {
        self.path = path
        self.limit = limit
        self.files = files
        descriptor = LogFile.openFile(path)
        guard descriptor >= 0 else {
            if errno == ELOOP {
                throw PlainError("The log \(path) is a link, which is not followed. Remove it, or name another folder with --home.")
            }
            throw PlainError(
                "The log \(path) cannot be written (\(SystemError.reason())). Give yourself the right to, or name another folder with --home."
            )
        }
    }

    deinit { close(descriptor) }

    func write(_ line: String) {
        var line = line
        turn.withLock { _ in
            keepUp()
            // A log that cannot be written must not stop the leads: the count is of no use.
            line.withUTF8 { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
        }
    }

    /// Goes to the file that has the name now, and begins a new one when that is full.
    private func keepUp() {
        if !isCurrent { reopen() }
        guard size >= limit else { return }
        // The process that has the lock begins the new file. The others do not wait, since that one may have been suspended: their lines
        // go to the old file until the next one.
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { return }
        defer {
            // A child that is being started has it open as well until it runs, and the lock would last as long.
            flock(lock, LOCK_UN)
            close(lock)
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
        // Another program may have begun a new file just before.
        if isCurrent {
            for number in stride(from: files - 1, to: 1, by: -1) { rename("\(path).\(number - 1)", "\(path).\(number)") }
            guard rename(path, "\(path).1") == 0 else { return }
        }
        reopen()
    }

    private var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether the open file is the one that has the name.
    private var isCurrent: Bool { LogFile.isSame(descriptor, path) }

    private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
        var open = stat()
        var named = stat()
        guard fstat(descriptor, &open) == 0, stat(path, &named) == 0 else { return false }
        return open.st_ino == named.st_ino && open.st_dev == named.st_dev
    }

    private func reopen() {
        let new = LogFile.openFile(path)
        guard new >= 0 else { return }
        defer { close(new) }
        var old = stat()
        var errors = stat()
        // Standard error goes to the log while the screens are up, and moves with it.
        let isDiverted =
            fstat(descriptor, &old) == 0 && fstat(STDERR_FILENO, &errors) == 0 && old.st_ino == errors.st_ino && old.st_dev == errors.st_dev
        dup2(new, descriptor)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        if isDiverted { dup2(new, STDERR_FILENO) }
    }

    /// Nobody follows a link there: it would append to somebody else's file.
    private static func openFile(_ path: String) -> Int32 { open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
}
