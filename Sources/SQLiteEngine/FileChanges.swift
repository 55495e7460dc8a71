import Base
import CRM
import CRMStore
import Dispatch

/// Tells when the database or its log was written by anybody, or a name in a folder changed.
final class FileChanges {
    enum Watched {
        /// The database at a path, and its log.
        case database(String)
        /// The names in a folder, all of them.
        case folder(String)
    }

    private let source: any DispatchSourceProtocol
    private var isSuspended = false
    /// Why the kernel tells of no changes; `onChange` comes each second instead then, whether there are any or not.
    let blindness: Blindness?

    /// The kernel does not tell of changes: it may have no watches left to give, of which there are few for each user.
    struct Blindness: Error {
        var reason: String
    }

    /// `onChange` is called on `queue`, which must be the queue that this object is used on. With `blindness`
    /// the kernel is not asked.
    init(_ watched: Watched, queue: DispatchQueue, blindness: Blindness? = nil, onChange: @escaping @Sendable () -> Void) {
        do throws(Blindness) {
            if let blindness { throw blindness }
            source = try Self.source(watched, queue: queue, onChange: onChange)
            self.blindness = nil
        } catch {
            source = queue.repeating(every: 1, leeway: .milliseconds(100), onChange)
            self.blindness = error
        }
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
