import Base

#if !os(Linux)
    import CRM
    import Dispatch
    import Foundation

    /// By a Dispatch file-system source on the log.
    extension FileChanges {
        /// A source that wakes for the database's log, not yet started. `onChange` is called on `queue`.
        static func source(path: String, queue: DispatchQueue, onChange: @escaping @Sendable () -> Void) throws(Blindness)
            -> any DispatchSourceProtocol
        {
            let descriptor = Foundation.open(path + "-wal", O_EVTONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Blindness(reason: SystemError.reason(errno)) }
            let source = DispatchSource.makeFileSystemObjectSource(fileDescriptor: descriptor, eventMask: [.write, .extend], queue: queue)
            source.setEventHandler { onChange() }
            source.setCancelHandler { close(descriptor) }
            return source
        }
    }
#endif
