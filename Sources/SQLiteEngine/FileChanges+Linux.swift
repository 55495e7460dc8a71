import Base

#if os(Linux)
    import CRM
    import Dispatch
    import Foundation
    import Glibc

    /// By inotify: the kernel wakes us, nothing is polled.
    extension FileChanges {
        /// A source that wakes for changes, not yet started. `onChange` is called on `queue`.
        static func source(_ watched: Watched, queue: DispatchQueue, onChange: @escaping @Sendable () -> Void) throws(Blindness)
            -> any DispatchSourceProtocol
        {
            let folder: String
            let names: Set<String>?
            let events: Int32
            switch watched {
            case .database(let path):
                folder = (path as NSString).deletingLastPathComponent
                names = Set([path, path + "-wal"].map { ($0 as NSString).lastPathComponent })
                events = IN_MODIFY | IN_CREATE | IN_MOVED_TO
            case .folder(let path):
                (folder, names) = (path, nil)
                // The files of a process that ends are closed by the system.
                events = IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE
            }
            let descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
            guard descriptor >= 0 else { throw Blindness(reason: SystemError.reason(errno)) }
            guard inotify_add_watch(descriptor, folder.isEmpty ? "." : folder, UInt32(events)) >= 0 else {
                let reason = SystemError.reason(errno)
                close(descriptor)
                throw Blindness(reason: reason)
            }
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            source.setEventHandler { if drain(descriptor, names) { onChange() } }
            source.setCancelHandler { close(descriptor) }
            return source
        }

        /// Reads all that the kernel has to tell; true when it speaks of one of the names, or of any without names, or when
        /// it lost some of it.
        private static func drain(_ descriptor: Int32, _ names: Set<String>?) -> Bool {
            var isWanted = false
            var buffer = [UInt8](repeating: 0, count: 16_384)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { return isWanted }
                var offset = 0
                let header = MemoryLayout<inotify_event>.size
                while offset + header <= count {
                    let event = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self) }
                    let name = buffer[(offset + header)..<min(count, offset + header + Int(event.len))].prefix { $0 != 0 }
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 || names?.contains(String(decoding: name, as: UTF8.self)) != false {
                        isWanted = true
                    }
                    offset += header + Int(event.len)
                }
            }
        }
    }
#endif
