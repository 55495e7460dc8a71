import CRMStore
import Dispatch
import Foundation

/// Goes on with what `--follow` shows, until the reader has gone or a signal ends it.
enum Follow {
    /// Calls `begin`, and then `news` whenever the data of the store have changed, by any process. What changed during `begin` counts as
    /// news, so that nothing is missed. Returns when nobody reads standard output any more, or SIGINT, SIGTERM, SIGHUP or SIGQUIT came;
    /// throws what the two throw.
    static func run(_ store: CRMStore, begin: () throws -> Void, news: () throws -> Void) async throws {
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watcher = try store.watch(on: .global()) { _ in continuation.yield() }
        let signals = Task {
            await Signals.untilStopped {}
            continuation.finish()
        }
        defer {
            signals.cancel()
            watcher.stop()
        }
        try begin()
        whenUnread { continuation.finish() }
        for await _ in changes { try news() }
    }

    /// Calls `end` when the other end of the pipe that standard output is has been closed, which a write alone would tell, and perhaps
    /// there is none for days. Its thread waits until then, or until the program ends.
    private static func whenUnread(_ end: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            while poll(&output, 1, -1) < 0, errno == EINTR {}
            if output.revents & Int16(POLLERR | POLLHUP) != 0 { end() }
        }
    }
}
