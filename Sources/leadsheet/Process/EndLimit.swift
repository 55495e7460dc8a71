import Foundation
import Synchronization
import TerminalKit

/// Ends the program when a stop that was asked for does not come to its end by itself: on a full disk, say, or while somebody else holds
/// the database. All that was acknowledged is on the disk, so nothing is lost.
enum EndLimit {
    /// In seconds. Whoever stops services waits ten or more, and people five.
    private static let limit: TimeInterval = 4

    private static let hasBegun = Mutex(false)

    /// From now on the program has a few seconds; later calls change nothing. A thread of its own, since every queue may be what hangs.
    @Sendable static func start(status: Int32 = 0) {
        let isFirst = hasBegun.withLock { begun in
            defer { begun = true }
            return !begun
        }
        guard isFirst else { return }
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: limit)
            // A terminal that takes nothing any more holds whoever writes to it.
            Thread.detachNewThread {
                CrashGuard.giveBack()
                StandardError.write(
                    "leadsheet: it did not end in time and was stopped. Every lead that Meta was told of is kept; the next start does the rest.\n"
                )
            }
            Thread.sleep(forTimeInterval: 0.3)
            _exit(status)
        }
    }
}
