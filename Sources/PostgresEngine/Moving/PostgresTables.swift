import CRM
import CRMStore

/// Every row of the database's tables, within a transaction that writes.
final class PostgresTables: TableFilling {
    private let connection: Connection
    /// The tables that say whose data these are, of which version, which roles have a part in them and which process does what: they stay where
    /// they are.
    private static let ownTables = "{schema_version,member,event_lease,intake_holder}"
    /// Rows are fetched so many at a time.
    private static let portion = 2000

    init(_ connection: Connection) {
        self.connection = connection
    }

    func tables() throws -> [StoredTable] {
        let rows = try texts(
            """
            SELECT table_name::text, column_name::text FROM information_schema.columns
            WHERE table_schema = ? AND table_name <> ALL (?::text[]) AND is_generated = 'NEVER'
            """, [Connection.schema, PostgresTables.ownTables])
        let columns = Dictionary(grouping: rows, by: { $0[0] }).mapValues { $0.map { $0[1] } }
        return columns.map { StoredTable(name: $0, columns: $1) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    func each(of table: StoredTable, _ body: ([SQLValue]) throws -> Void) throws {
        let columns = table.columns.map(Connection.quoted).joined(separator: ", ")
        try connection.command("DECLARE all_rows NO SCROLL CURSOR FOR SELECT \(columns) FROM \(Connection.quoted(table.name))")
        while true {
            let rows = try connection.queryOnce("FETCH FORWARD \(PostgresTables.portion) FROM all_rows", [])
            for number in 0..<rows.rowCount { try body(table.columns.indices.map { rows.value(row: number, column: $0) }) }
            if rows.rowCount < PostgresTables.portion { break }
        }
        try connection.command("CLOSE all_rows")
    }

    func lastNumbers() throws -> [String: Int64] {
        var numbers: [String: Int64] = [:]
        for (table, numbering) in try numberings() {
            let last = try connection.text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM \(numbering.sequence)")
            numbers[table] = last.flatMap { Int64($0) }
        }
        return numbers
    }

    func fill(_ table: StoredTable, _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void) throws {
        try connection.command("DELETE FROM \(Connection.quoted(table.name))")
        let columns = table.columns.map(Connection.quoted).joined(separator: ", ")
        try connection.beginCopy("COPY \(Connection.quoted(table.name)) (\(columns)) FROM STDIN")
        do {
            var text = CopyText()
            try rows { row in
                guard text.append(row) else {
                    throw StoreError.invalid(
                        "A text in the table \(table.name) has a character that PostgreSQL does not take (U+0000), so nothing was moved.")
                }
                guard text.isLong else { return }
                try connection.sendCopy(text.bytes)
                text.clear()
            }
            try connection.sendCopy(text.bytes)
        } catch {
            try? connection.endCopy(isWhole: false)
            throw error
        }
        try connection.endCopy(isWhole: true)
        // The file remembers the last number of some tables alone, the server of each.
        guard let numbering = try numberings()[table.name] else { return }
        try connection.command(
            "SELECT setval('\(numbering.sequence)', max(\(numbering.column))) FROM \(Connection.quoted(table.name)) HAVING count(*) > 0"
        )
    }

    func setLastNumber(_ number: Int64, of table: String) throws {
        guard number > 0, let numbering = try numberings()[table] else { return }
        try connection.command(
            "SELECT setval('\(numbering.sequence)', greatest(\(number), CASE WHEN is_called THEN last_value END)) FROM \(numbering.sequence)"
        )
    }

    /// The column that numbers the rows of a table, and the sequence that has the numbers, by tables.
    private func numberings() throws -> [String: (column: String, sequence: String)] {
        let rows = try texts(
            """
            SELECT class.relname::text, quote_ident(attname), pg_get_serial_sequence(attrelid::regclass::text, attname) FROM pg_attribute
            JOIN pg_class AS class ON class.oid = attrelid WHERE class.relnamespace = ?::regnamespace AND attidentity <> ''
            """, [Connection.schema])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], ($0[1], $0[2])) })
    }

    /// Runs `body` without triggers, which would count what comes counted, and without indexes and rules between tables, which are made
    /// faster afterwards. The database is that of one who may change its tables.
    func withoutRules<T>(_ body: () throws -> T) throws -> T {
        let triggers = try texts(
            """
            SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class AS class ON class.oid = tgrelid
            WHERE class.relnamespace = ?::regnamespace AND NOT tgisinternal
            """, [Connection.schema])
        let rules = try texts(
            """
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = ?::regnamespace AND contype = 'f'
            """, [Connection.schema])
        let indexes = try texts(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class AS class ON class.oid = indrelid
            WHERE class.relnamespace = ?::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
            """, [Connection.schema])
        for table in triggers { try connection.command("ALTER TABLE \(table[0]) DISABLE TRIGGER USER") }
        for rule in rules { try connection.command("ALTER TABLE \(rule[0]) DROP CONSTRAINT \(rule[1])") }
        for index in indexes { try connection.command("DROP INDEX \(index[0])") }
        let value = try body()
        for index in indexes { try connection.command(index[1]) }
        for rule in rules { try connection.command("ALTER TABLE \(rule[0]) ADD CONSTRAINT \(rule[1]) \(rule[2])") }
        for table in triggers { try connection.command("ALTER TABLE \(table[0]) ENABLE TRIGGER USER") }
        return value
    }

    private func texts(_ statement: String, _ arguments: [String]) throws -> [[String]] {
        let result = try connection.queryOnce(statement, arguments)
        return (0..<result.rowCount).map { row in
            (0..<result.columnCount).map { String(sqlValue: result.value(row: row, column: $0)) ?? "" }
        }
    }
}

extension PostgresEngine {
    public func readTables<T>(_ body: (any TableReading) throws -> T) throws -> T {
        try translated(writing: true) {
            try pool.use(begin: PostgresEngine.beginWrite, isWriting: true) { connection in
                // Events are taken beside other writes. Each state is told of once, as in a file.
                try connection.command("LOCK TABLE webhook_event IN SHARE MODE; SELECT fold_event_count()")
                return try body(PostgresTables(connection))
            }
        }
    }

    public func fillTables<T>(_ body: (any TableFilling) throws -> T) throws -> T {
        try transaction { session in
            let tables = session.tables()
            return try tables.withoutRules { try body(tables) }
        }
    }
}
