import CRM
import Dispatch

/// Tells when the database or its log was written by anybody.
final class FileChanges {
    private let source: any DispatchSourceProtocol
    private var isSuspended = false

    /// `onChange` is called on `queue`, which must be the queue that this object is used on.
    init(path: String, queue: DispatchQueue, onChange: @escaping @Sendable () -> Void) throws(StoreError) {
        source = try Self.source(path: path, queue: queue, onChange: onChange)
        source.resume()
    }

    deinit {
        source.cancel()
        // A suspended source may not be let go of.
        if isSuspended { source.resume() }
    }

    /// Keeps changes in the kernel until ``resume()``, where repeated ones become one.
    func suspend() {
        if isSuspended { return }
        isSuspended = true
        source.suspend()
    }

    func resume() {
        if !isSuspended { return }
        isSuspended = false
        source.resume()
    }
}
