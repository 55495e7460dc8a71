import Foundation

/// Ends the program when a stop that was asked for does not come to its end by itself: on a full disk, say, or while somebody else holds
/// the database.
enum EndLimit {
    /// In seconds. Whoever stops services waits ten or more, and people five.
    private static let limit: UInt32 = 4

    /// Starts once; later calls change nothing. A thread of its own, since every queue may be what hangs.
    static func start() { _ = started }

    private static let started: Void = {
        Thread.detachNewThread {
            sleep(limit)
            let sentence = "leadsheet: it was ended before all had come to its end. What was acknowledged is kept, and the rest is done at the next start.\n"
            _ = sentence.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            _exit(0)
        }
    }()
}
