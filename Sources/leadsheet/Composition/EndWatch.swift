import Dispatch
import Foundation
import Synchronization
import TerminalKit

/// Ends the program soon after it was asked to end, whatever it is doing. All that was acknowledged is on the disk, so nothing is lost
/// when the orderly way takes too long.
enum EndWatch {
    /// An orderly end takes less, unless something hangs.
    private static let patience: TimeInterval = 4

    private static let hasBegun = Mutex(false)

    /// The signals that end the screens count from the moment they come, even when the main queue hears nothing any more; until the
    /// sources are let go.
    static func listen() -> [any DispatchSourceProtocol] {
        SignalHearing.start([SIGTERM, SIGHUP, SIGINT, SIGQUIT], on: DispatchQueue(label: "leadsheet.end")) {
        } hear: { number in
            begin(status: 128 + number)
        }
    }

    /// From now on the program has a few seconds. Only the first call counts.
    @Sendable static func begin(status: Int32) {
        let isFirst = hasBegun.withLock { begun in
            defer { begun = true }
            return !begun
        }
        guard isFirst else { return }
        // A thread of its own: the queues may be what hangs.
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: patience)
            // A terminal that takes nothing any more holds whoever writes to it.
            Thread.detachNewThread { CrashGuard.giveBack() }
            Thread.sleep(forTimeInterval: 0.3)
            _exit(status)
        }
    }
}
