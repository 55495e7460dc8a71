import Base
import CRMStore
import Synchronization

/// ``WriteYield`` for work that goes from thread to thread.
final class SharedPauses: Sendable {
    private let pauses = Mutex(WriteYield())

    func rest() { pauses.withLock { $0.rest() } }
}
