import CRMStore

/// The note of a transaction that wrote something: what others are to read again.
struct ChangeNote {
    var change: DataChange

    private static let ofCustomers = "customers"
    /// The tables that say nothing but what became of customers.
    private static let tablesOfCustomers = ["customer", "activity", "step_under_way", "call_under_way"]
    private static let statementsOfCustomers = tablesOfCustomers.flatMap { ["INSERT INTO \($0) ", "UPDATE \($0) ", "DELETE FROM \($0) "] }

    /// - Parameter text: as it came. An earlier version of the program writes none.
    init(text: String) { change = text == ChangeNote.ofCustomers ? .customers : .everything }

    /// - Parameter statement: one that writes.
    init(of statement: String) {
        change = ChangeNote.statementsOfCustomers.contains(where: statement.hasPrefix) ? .customers : .everything
    }

    static func sending(_ change: DataChange) -> String {
        let text = change == .customers ? ", '\(ofCustomers)'" : ""
        return "NOTIFY \(PostgresSession.channel)\(text)"
    }
}
