import CRMStore
import Dispatch

/// Goes on with what `--follow` shows, until the reader has gone or a signal ends it.
enum Follow {
    /// Calls `begin`, and then `news` whenever the data of `path` have changed, by any process. What changed during `begin` counts as
    /// news, so that nothing is missed. Returns when SIGINT, SIGTERM, SIGHUP or SIGQUIT came; throws what the two throw.
    static func run(_ path: String, begin: () throws -> Void, news: () throws -> Void) async throws {
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watcher = try DataWatcher(path: path, onChange: { continuation.yield() }, queue: .global())
        let signals = Task {
            await Signals.untilStopped {}
            continuation.finish()
        }
        defer {
            signals.cancel()
            watcher.stop()
        }
        try begin()
        for await _ in changes { try news() }
    }
}
