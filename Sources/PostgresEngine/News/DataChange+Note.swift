import CRMStore

/// A change as the note of the transaction that made it.
extension DataChange {
    private static let ofCustomers = "customers"
    /// The tables that say nothing but what became of customers.
    private static let tablesOfCustomers = ["customer", "activity", "step_under_way", "call_under_way"]
    private static let statementsOfCustomers = tablesOfCustomers.flatMap { ["INSERT INTO \($0) ", "UPDATE \($0) ", "DELETE FROM \($0) "] }

    /// - Parameter note: its text as it came. An earlier version of the program writes none.
    init(note: String) { self = note == DataChange.ofCustomers ? .customers : .everything }

    /// - Parameter statement: one that writes.
    init(of statement: String) {
        self = DataChange.statementsOfCustomers.contains(where: statement.hasPrefix) ? .customers : .everything
    }

    /// The statement that sends the note when the transaction ends.
    var notify: String { "NOTIFY \(PostgresSession.channel)\(self == .customers ? ", '\(DataChange.ofCustomers)'" : "")" }
}
