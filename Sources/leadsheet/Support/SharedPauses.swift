import CRMStore
import Synchronization

/// ``WritePauses`` for work that goes from thread to thread.
final class SharedPauses: Sendable {
    private let pauses = Mutex(WritePauses())

    func rest() { pauses.withLock { $0.rest() } }
}
