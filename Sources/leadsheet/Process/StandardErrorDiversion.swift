import Foundation

/// While the screens are up nothing may print on the terminal: what a library writes to standard error goes to the log.
final class StandardErrorDiversion {
    private var saved: Int32

    /// Diverts standard error to a descriptor.
    init(to descriptor: Int32) {
        saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        if saved >= 0 { dup2(descriptor, STDERR_FILENO) }
    }

    /// Gives standard error back. Harmless when repeated.
    func end() {
        guard saved >= 0 else { return }
        dup2(saved, STDERR_FILENO)
        close(saved)
        saved = -1
    }

    deinit { end() }
}
