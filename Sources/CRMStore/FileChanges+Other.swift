#if !os(Linux)
import CRM
import Dispatch
import Foundation

/// Tells when the database's log was written, by a Dispatch file-system source.
final class FileChanges {
    private let source: any DispatchSourceFileSystemObject
    private var isSuspended = false

    /// `onChange` is called on `queue`, which must be the queue that this object is used on.
    init(path: String, queue: DispatchQueue, onChange: @escaping @Sendable () -> Void) throws(StoreError) {
        let descriptor = Foundation.open(path + "-wal", O_EVTONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .databaseUnreadable(path: path, reason: StoreError.systemReason(errno)) }
        source = DispatchSource.makeFileSystemObjectSource(fileDescriptor: descriptor, eventMask: [.write, .extend], queue: queue)
        source.setEventHandler { onChange() }
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    deinit {
        source.cancel()
        // A suspended source may not be let go of.
        if isSuspended { source.resume() }
    }

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
#endif
