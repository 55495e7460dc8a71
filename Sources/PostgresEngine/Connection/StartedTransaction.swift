import Foundation

/// A transaction that writes, as the server knows it beyond the connection on which it was begun.
struct StartedTransaction {
    enum Outcome {
        case committed, rolledBack
        /// Another server has taken the place of that one. It goes on from an earlier state, as far as it knows, and may have given the number to
        /// another transaction.
        case lostWithServer
    }

    /// The server's number of it, which no other one of the same history has; nil where the server takes no writes.
    let number: String?
    /// The history to which the number belongs, ``history``.
    private let history: String?
    /// The number of the server's process that serves its connection.
    private let process: Int

    /// Seconds between two attempts to ask.
    private static let pause = 0.1

    /// A transaction in one text, as its begin tells of it: its number, and its history.
    static let sign = "pg_current_xact_id()::text || ' ' || \(history)"
    /// The timeline of the server's log, which is another one as soon as a copy takes the server's place, and what tells servers apart that were made
    /// each for itself.
    private static let history = """
        left(pg_walfile_name(pg_current_wal_lsn()), 8) || '-' || (SELECT system_identifier FROM pg_control_system())
        """

    /// - Parameter sign: what the server has told of it; nil where it takes no writes.
    init(sign: String?, process: Int) {
        let parts = sign?.split(separator: " ").map(String.init) ?? []
        (number, history) = (parts.first, parts.last)
        self.process = process
    }

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
        let isSameHistory = try connection.text("SELECT \(Self.history)") == history
        // The server does not notice at once that a connection is gone, and would keep what was begun on it, and its locks, open for long.
        if isSameHistory {
            _ = try connection.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_xid = ?::xid8::xid", [process, number])
        }
        do {
            let status = try connection.text("SELECT pg_xact_status(?::xid8)", [number])
            guard isSameHistory else { return .lostWithServer }
            switch status {
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
