import CRMStore

/// A change as the note of the transaction that made it.
extension DataChange {
    /// The parts by their names in notes, with how the statements begin that write nothing else.
    private static let parts: [(name: String, change: DataChange, statements: [String])] = [
        ("customers", .customers, ["customer", "activity", "step_under_way", "call_under_way"].flatMap(writes)),
        // A new page is inserted; what is known of one, and its secrets, are updated.
        ("journal", .journal, ["webhook_delivery", "webhook_event", "event_lease"].flatMap(writes) + ["UPDATE meta_page "]),
    ]

    private static func writes(_ table: String) -> [String] { ["INSERT INTO \(table) ", "UPDATE \(table) ", "DELETE FROM \(table) "] }

    /// - Parameter note: its text as it came. An earlier version of the program writes none.
    init(note: String) {
        let names = note.split(separator: " ")
        let known = DataChange.parts.filter { names.contains($0.name[...]) }
        self = known.isEmpty || known.count < names.count ? .everything : DataChange(known.map(\.change))
    }

    /// - Parameter statement: one that writes.
    init(of statement: String) {
        self = DataChange.parts.first { $0.statements.contains(where: statement.hasPrefix) }?.change ?? .everything
    }

    /// The statement that sends the note when the transaction ends.
    var notify: String {
        let names = self == .everything ? [] : DataChange.parts.filter { contains($0.change) }.map(\.name)
        return "NOTIFY \(PostgresSession.channel)\(names.isEmpty ? "" : ", '\(names.joined(separator: " "))'")"
    }
}
