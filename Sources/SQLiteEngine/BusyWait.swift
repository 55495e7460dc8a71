import Foundation
import Synchronization

/// How long a connection waits for another program that writes.
///
/// SQLite's own wait looks again ever more seldom, at last every tenth of a second. Long work that lets others write would have to pause
/// for longer than that, many times.
final class BusyWait: Sendable {
    private let isShort = Atomic(false)

    /// How long a connection waits in all, in seconds.
    static let patience: Double = 5
    /// Between two looks, in seconds.
    private static let pause = 0.005

    /// Waits for a moment, unless it was `tries` times in vain already. Gives whether to look again.
    func again(after tries: Int) -> Bool {
        let patience = isShort.load(ordering: .relaxed) ? 0.01 : Self.patience
        guard Double(tries) * Self.pause < patience else { return false }
        Thread.sleep(forTimeInterval: Self.pause)
        return true
    }

    /// Runs `body`, in which the connection gives up after a hundredth of a second.
    func shortened<Result>(_ body: () throws -> Result) rethrows -> Result {
        isShort.store(true, ordering: .relaxed)
        defer { isShort.store(false, ordering: .relaxed) }
        return try body()
    }
}
