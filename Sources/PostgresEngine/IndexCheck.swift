import CRMStore

/// Holds the indexes of the tables against their rows, by PostgreSQL's extension amcheck. An administrator of the server puts it into a database
/// and says who may use it, so it may be missing.
struct IndexCheck {
    let connection: Connection

    /// An index that is not what its table says (SQLSTATE), or a table whose rows cannot be read.
    private static let damaged: Set = ["XX001", "XX002"]

    /// The schema that the extension is in, quoted; nil where it is not in the database.
    private func schema() throws -> String? {
        try connection.text("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'amcheck'")
    }

    /// Why the indexes cannot be looked at, with what is to be done, in a sentence; nil where they can.
    func refusal() throws -> String? {
        guard let schema = try schema() else {
            return
                "Its indexes were not held against its rows, for which an administrator of the server puts an extension into the database: CREATE EXTENSION amcheck"
        }
        let allowed = try connection.text(
            "SELECT has_function_privilege(?::text, 'EXECUTE')::int", ["\(schema).bt_index_check(regclass, boolean)"])
        guard allowed != "1" else { return nil }
        let role = try connection.text("SELECT quote_ident(current_user)") ?? ""
        return
            "Its indexes were not held against its rows, for which an administrator of the server gives your role a right: GRANT EXECUTE ON FUNCTION \(schema).bt_index_check(regclass, boolean) TO \(role)"
    }

    /// One sentence for each damaged index; none where ``refusal()`` says why. In a transaction.
    func faults() throws -> [String] {
        guard try refusal() == nil, let schema = try schema() else { return [] }
        let indexes = try connection.query(
            """
            SELECT indexrelid::bigint, class.relname::text FROM pg_index JOIN pg_class AS class ON class.oid = indexrelid
            JOIN pg_am ON pg_am.oid = class.relam
            WHERE class.relnamespace = ?::regnamespace AND amname = 'btree' AND indisvalid AND indisready ORDER BY 2
            """, [Connection.schema])
        var faults: [String] = []
        for row in 0..<indexes.rowCount {
            guard let index = Int64(sqlValue: indexes.value(row: row, column: 0)),
                let name = String(sqlValue: indexes.value(row: row, column: 1))
            else { continue }
            try connection.command("SAVEPOINT index_check")
            do {
                try connection.command("SELECT \(schema).bt_index_check(\(index)::oid::regclass, true)")
            } catch let error as ServerError where IndexCheck.damaged.contains(error.state) {
                faults.append("The index \(name) is damaged: \(error.sentence).")
            }
            try connection.command("ROLLBACK TO SAVEPOINT index_check; RELEASE SAVEPOINT index_check")
        }
        return faults
    }
}
