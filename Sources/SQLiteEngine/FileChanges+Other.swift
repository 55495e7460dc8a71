import Base

#if !os(Linux)
    import CRM
    import Dispatch
    import Foundation

    /// By a Dispatch file-system source on the log, or on the folder.
    extension FileChanges {
        /// A source that wakes for changes, not yet started. `onChange` is called on `queue`.
        static func source(_ watched: Watched, queue: DispatchQueue, onChange: @escaping @Sendable () -> Void) throws(Blindness)
            -> any DispatchSourceProtocol
        {
            let file =
                switch watched {
                case .database(let path): path + "-wal"
                case .folder(let path): path
                }
            let descriptor = Foundation.open(file, O_EVTONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Blindness(reason: SystemError.reason(errno)) }
            let source = DispatchSource.makeFileSystemObjectSource(fileDescriptor: descriptor, eventMask: [.write, .extend], queue: queue)
            source.setEventHandler { onChange() }
            source.setCancelHandler { close(descriptor) }
            return source
        }
    }
#endif
