import Dispatch
import Foundation

/// Tells on a queue that a descriptor can be read, or that its peer has hung up. It has a thread of its own.
///
/// A source of Dispatch's is no choice for a descriptor that can hang up: on Linux libdispatch then lets go of it on the source's queue, while
/// its own thread may still use what is freed by that, and the process ends by a signal (swift-corelibs-libdispatch, issue 949). Those of
/// inotify never hang up.
public final class InputWatch: Sendable {
    private let bell = WakeBell()

    /// - Parameters:
    ///   - descriptor: one that the caller keeps open.
    ///   - name: the thread's.
    ///   - onInput: called on the queue as long as there is something to read; the watch ends when it gives false.
    public init(_ descriptor: Int32, name: String, on queue: DispatchQueue, _ onInput: @escaping @Sendable () -> Bool) {
        let thread = Thread { [bell] in
            repeat { bell.wait(for: descriptor, milliseconds: -1) } while queue.sync { !bell.isRung && onInput() }
        }
        thread.name = name
        thread.start()
    }

    deinit { stop() }

    /// No call begins after it has returned, where it is called on the queue.
    public func stop() { bell.ring() }
}
