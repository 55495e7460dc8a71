import Dispatch
import Synchronization

/// A search that has a connection, and may be told to end.
final class RunningSearch: Sendable {
    private let connection: Connection
    private let isTold = Atomic(false)
    private let telling = DispatchGroup()
    private let ended = DispatchSemaphore(value: 0)

    private static let queue = DispatchQueue(label: "search cancel", attributes: .concurrent)

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Between two statements there is nothing that the server could end.
    var wasInterrupted: Bool { isTold.load(ordering: .acquiring) }

    /// Has the server end the statement that runs now, and no other begin. To tell the server takes as long as the way there, so it is not waited
    /// for. Between two statements there is nothing to end, and the next may be on its way: the server is told until the search has ended.
    func interrupt() {
        guard !isTold.exchange(true, ordering: .acquiringAndReleasing) else { return }
        RunningSearch.queue.async(group: telling) { [connection, ended] in
            repeat { connection.cancel() } while ended.wait(timeout: .now() + .milliseconds(20)) == .timedOut
        }
    }

    /// Ends the transaction. The server may have been told a moment too late, and would end whatever statement comes next: it comes here.
    func end() {
        ended.signal()
        guard wasInterrupted else { return connection.rollBack() }
        try? connection.command("ROLLBACK")
        telling.wait()
        if (try? connection.command("SELECT 1")) == nil { try? connection.command("ROLLBACK") }
    }
}
