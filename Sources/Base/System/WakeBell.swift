import Foundation
import Synchronization

/// Waits for a descriptor, and can be woken.
public final class WakeBell: Sendable {
    /// -1 where the process has no descriptor left: then a wait that is under way goes on until its descriptor or its time ends it.
    private let ends: (read: Int32, write: Int32)
    private let rung = Mutex(false)

    public init() {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else {
            ends = (-1, -1)
            return
        }
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        ends = (pair[0], pair[1])
    }

    deinit {
        for end in [ends.read, ends.write] where end >= 0 { close(end) }
    }

    public var isRung: Bool { rung.withLock { $0 } }

    /// Ends all waits, also those that begin later.
    public func ring() {
        rung.withLock { $0 = true }
        var byte: UInt8 = 1
        write(ends.write, &byte, 1)
    }

    /// - Parameters:
    ///   - descriptor: ends the wait when it becomes readable, or its peer hangs up; -1 for none.
    ///   - milliseconds: -1 for as long as it takes.
    public func wait(for descriptor: Int32, milliseconds: Int32) {
        var waited = [
            pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        poll(&waited, nfds_t(waited.count), milliseconds)
    }
}
