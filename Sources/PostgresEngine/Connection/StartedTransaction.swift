import Foundation

/// A transaction that writes, as the server knows it beyond the connection on which it was begun.
struct StartedTransaction {
    enum Outcome { case committed, rolledBack }

    /// The server's number of it, which no other one ever has; nil where the server takes no writes.
    let number: String?
    /// The number of the server's process that serves its connection.
    let process: Int

    /// Seconds between two attempts to ask.
    private static let pause = 0.1

    /// The outcome after its connection has broken; nil where the server could not be asked in that time. It is asked at least once.
    func outcome(_ address: ServerAddress, within time: Duration) -> Outcome? {
        let end = ContinuousClock.now + time
        while true {
            if let outcome = try? ask(address) { return outcome }
            guard ContinuousClock.now < end else { return nil }
            Thread.sleep(forTimeInterval: StartedTransaction.pause)
        }
    }

    /// Nil while the transaction is still open.
    private func ask(_ address: ServerAddress) throws -> Outcome? {
        let connection = try Connection(address, application: "leadsheet link", isQuiet: true)
        // The server does not notice at once that a connection is gone, and would keep what was begun on it, and its locks, open for long.
        _ = try connection.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_xid = ?::xid8::xid", [process, number])
        do {
            switch try connection.text("SELECT pg_xact_status(?::xid8)", [number]) {
            case "committed": return .committed
            case "aborted": return .rolledBack
            default: return nil
            }
        } catch let error as ServerError where error.isOfUnknownNumber {
            // A copy that has taken the server's place meanwhile, and has not been told of it.
            return .rolledBack
        }
    }
}
