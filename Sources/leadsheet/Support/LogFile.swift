import CRM
import Foundation
import Logging
import Synchronization

/// The file of the log: private to the user, one `write` a line, so that the lines of several programs do not mix.
final class LogFile: Sendable {
    let descriptor: Int32

    /// Opens the file for appending, mode 0600, and makes it when there is none.
    init(path: String) throws(PlainError) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw PlainError("The log \(path) cannot be written (\(SystemError.reason())). Give yourself the right to, or name another folder with --home.")
        }
    }

    deinit { close(descriptor) }

    func write(_ line: String) {
        var line = line
        // A log that cannot be written must not stop the leads: the count is of no use.
        line.withUTF8 { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }
}
