import CRM
import CRMStore
import GRDB

/// Every row of the file's tables, within a transaction that writes.
final class SQLiteTables: TableFilling {
    private let db: Database
    private let session: SQLiteSession

    /// The row of the table `counter` that counts for the search's own index.
    private static let ownCounter = "search_indexed"

    init(_ db: Database, of engine: SQLiteEngine) {
        self.db = db
        session = SQLiteSession(db, of: engine)
    }

    func tables() throws -> [StoredTable] {
        let names = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                AND name NOT LIKE 'grdb\\_%' ESCAPE '\\' AND name NOT LIKE 'customer\\_search%' ESCAPE '\\' ORDER BY name
                """)
        return try names.map { name in
            let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", arguments: [name])
            return StoredTable(name: name, columns: columns)
        }
    }

    /// The rows of a table that are not the engine's own.
    private static func rows(of table: StoredTable) -> String {
        "\"\(table.name)\"" + (table.name == "counter" ? " WHERE name <> '\(ownCounter)'" : "")
    }

    /// While rows are missing that others name, SQLite would look through all of a table, which has no index now, for each new row that may be one.
    static let unlinked = (before: "PRAGMA foreign_keys = OFF", after: "PRAGMA foreign_keys = ON")

    private static func list(_ columns: [String]) -> String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }

    func each(of table: StoredTable, _ body: ([SQLValue]) throws -> Void) throws {
        try session.each("SELECT \(Self.list(table.columns)) FROM \(Self.rows(of: table))", []) { row in
            try body(table.columns.indices.map { row[$0] })
            return true
        }
    }

    func lastNumbers() throws -> [String: Int64] {
        let last = try Row.fetchAll(db, sql: "SELECT name, seq FROM sqlite_sequence").map { ($0["name"] as String, $0["seq"] as Int64) }
        return Dictionary(uniqueKeysWithValues: last)
    }

    func fill(_ table: StoredTable, _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void) throws {
        try session.run("DELETE FROM \(Self.rows(of: table))")
        let places = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
        let insert = "INSERT INTO \"\(table.name)\" (\(Self.list(table.columns))) VALUES (\(places))"
        try rows { _ = try session.run(insert, $0) }
    }

    func setLastNumber(_ number: Int64, of table: String) throws {
        // Where a number may be given again, none is remembered.
        let isRemembered = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%')", arguments: [table])
        guard isRemembered == true else { return }
        try db.execute(sql: "DELETE FROM sqlite_sequence WHERE name = ?", arguments: [table])
        try db.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, number])
    }

    /// Runs `body` without triggers, which would count what comes counted, and without indexes, which are made faster afterwards. Rows may
    /// come before those that they name: the connection looks for these at the end alone (``unlinked``).
    func withoutRules<T>(_ body: () throws -> T) throws -> T {
        let parts = try Row.fetchAll(
            db, sql: "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
        for part in parts { try db.execute(sql: "DROP \(part["type"] as String) \"\(part["name"] as String)\"") }
        let value = try body()
        // The indexes first: a trigger may name one.
        for type in ["index", "trigger"] {
            for part in parts where part["type"] == type { try db.execute(sql: part["sql"]) }
        }
        try db.checkForeignKeys()
        return value
    }
}

extension SQLiteEngine {
    public func readTables<T>(_ body: (any TableReading) throws -> T) throws -> T {
        try writeDatabase { try body(SQLiteTables($0, of: self)) }
    }

    public func fillTables<T>(_ body: (any TableFilling) throws -> T) throws -> T {
        try writeDatabase(under: SQLiteTables.unlinked) { db in
            let tables = SQLiteTables(db, of: self)
            return try tables.withoutRules { try body(tables) }
        }
    }
}
