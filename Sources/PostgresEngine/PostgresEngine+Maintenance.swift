import CRM
import CRMStore
import Synchronization

extension PostgresEngine {
    /// The tables with words of people or about them.
    private static let tablesOfPeople = "customer, lead, activity, webhook_event, webhook_delivery, meta_page"

    /// Takes more room than the last pages of the tables have left, in a transaction that is rolled back. No right on a table is needed for a large
    /// object. The bytes are such that no compression makes them fewer.
    private static let takeRoom = "SELECT lo_from_bytea(0, string_agg(sha256(n::text::bytea), '')) FROM generate_series(1, 2048) AS n"

    public func writeFault() -> String? {
        do {
            return try translated(writing: true) {
                try pool.use(begin: PostgresEngine.beginWrite, isWriting: true) { connection in
                    let isReadOnly = try connection.text("SELECT current_setting('transaction_read_only')") == "on"
                    if isReadOnly {
                        return
                            "The database \(location) takes no writes now, because it is a copy of another one or was set to be read alone."
                    }
                    // Every part has the right to change customers.
                    let question = "SELECT has_any_column_privilege('\(Connection.schema).customer', 'UPDATE')::int"
                    guard try connection.text(question) == "1" else {
                        return "Your role on the server has no right to write in the database \(location)."
                    }
                    return try lackOfRoom(connection)
                }
            }
        } catch let error as StoreError {
            return error.message
        } catch {
            return "The database \(location) cannot be written: \(error)"
        }
    }

    private func lackOfRoom(_ connection: Connection) throws -> String? {
        guard mayLackRoom.withLock(\.self) else { return nil }
        do {
            _ = try connection.query(PostgresEngine.takeRoom)
        } catch let error as ServerError where error.isOfFullDisk {
            return """
                The disk of the server is full, so nothing is written into the database \(location). The server's administrator makes room; \
                then all goes on by itself.
                """
        }
        mayLackRoom.withLock { $0 = false }
        return nil
    }

    public func backup(to path: String) throws {
        throw StoreError.invalid(
            "The database \(location) is on a server, where pg_dump makes the copy: leadsheet backup FILE. Nothing was written.")
    }

    /// The server checks its tables as it reads them; this reads all of them, holds the indexes against them where it may (``IndexCheck``), and looks
    /// for what was left half done or turned off.
    public func integrity() throws -> [String] {
        do {
            return try translated(writing: false) {
                try pool.use(begin: ["BEGIN TRANSACTION READ ONLY"]) { try PostgresEngine.faults($0) }
            }
        } catch StoreError.databaseUnreadable(_, let reason) {
            return ["The database cannot be read to its end: \(reason)."]
        }
    }

    /// - Parameter readsAll: reads every row as well, which takes as long as there are many.
    static func faults(_ connection: Connection, readsAll: Bool = true) throws -> [String] {
        func names(_ statement: String) throws -> [String] {
            let result = try connection.query(statement, [Connection.schema])
            return (0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) }
        }
        var faults = try names(
            """
            SELECT class.relname::text FROM pg_index JOIN pg_class AS class ON class.oid = indexrelid
            WHERE class.relnamespace = ?::regnamespace AND NOT (indisvalid AND indisready)
            """
        ).map { "The index \($0) is not whole." }
        faults += try names(
            "SELECT conname::text FROM pg_constraint WHERE connamespace = ?::regnamespace AND NOT convalidated"
        ).map { Schema.fault(ofUnchecked: $0) }
        faults += try names(
            """
            SELECT tgname::text FROM pg_trigger JOIN pg_class AS class ON class.oid = tgrelid
            WHERE class.relnamespace = ?::regnamespace AND NOT tgisinternal AND tgenabled = 'D'
            """
        ).map { "The trigger \($0) is turned off." }
        guard readsAll else { return faults }
        let tables = try names(
            """
            SELECT relname::text FROM pg_class WHERE relnamespace = ?::regnamespace AND relkind = 'r' AND has_table_privilege(oid, 'SELECT')
            ORDER BY 1
            """)
        for table in tables { try connection.command("SELECT count(whole::text) FROM \"\(table)\" AS whole") }
        faults += try IndexCheck(connection: connection).faults()
        // A role that sees some of the rows cannot tell whether the numbers of all are right.
        guard try connection.text("SELECT row_security_active('customer')::int") == "0" else { return faults }
        for (count, rows) in miscounts {
            guard let wrong = try connection.text(rows), wrong != "0" else { continue }
            faults.append("There are \(wrong) wrong numbers in \(count).")
        }
        return faults
    }

    /// The counts that triggers keep, each with a query for the number of those that are wrong.
    private static let miscounts = [
        (
            "customer_count",
            """
            SELECT count(*) FROM (
                SELECT spreadsheet_id, status, count(*) AS n FROM customer WHERE deleted_at IS NULL GROUP BY 1, 2
            ) AS found FULL JOIN (SELECT * FROM customer_count WHERE n > 0) AS kept USING (spreadsheet_id, status)
            WHERE found.n IS DISTINCT FROM kept.n
            """
        ),
        (
            "event_count",
            """
            SELECT count(*) FROM (SELECT state, count(*) AS n FROM webhook_event GROUP BY 1) AS found
            FULL JOIN (SELECT state, sum(n) AS n FROM event_count GROUP BY 1 HAVING sum(n) <> 0) AS kept USING (state) WHERE found.n IS DISTINCT FROM kept.n
            """
        ),
        (
            "lead_count",
            """
            SELECT count(*) FROM (
                SELECT page_id, coalesce(form_id, '') AS form_id, source, count(*) AS n FROM lead GROUP BY 1, 2, 3
            ) AS found FULL JOIN (SELECT * FROM lead_count WHERE n > 0) AS kept USING (page_id, form_id, source)
            WHERE found.n IS DISTINCT FROM kept.n
            """
        ),
    ]

    /// The room of rows that were deleted is written over after a vacuum; until then their bytes stay in the tables' files. They live on in the server's
    /// log, its copies and its backups until these are recycled, of which this program knows nothing.
    public func purgeFreedPages() throws -> Bool {
        try maintain("VACUUM")
        return true
    }

    /// Has the server count what is in the tables, by which it chooses its indexes, and mark which rows all may see. Otherwise those who read them first
    /// would do that, and the server itself a minute later, beside them.
    public func checkpoint() throws { try maintain("VACUUM (ANALYZE)") }

    /// For a role that does not own the tables the server does it by itself, later: it would leave them all out, with a warning in its log for each.
    private func maintain(_ statement: String) throws {
        try translated(writing: true) {
            try pool.use { connection in
                let owns = "SELECT pg_has_role(relowner, 'USAGE')::int FROM pg_class WHERE oid = '\(Connection.schema).customer'::regclass"
                guard try connection.text(owns) == "1" else { return }
                try connection.command("\(statement) \(PostgresEngine.tablesOfPeople)")
            }
        }
    }
}
