import CRM
import CRMStore
import GRDB

/// A session on one of GRDB's connections, which keeps the statements that it has compiled.
final class SQLiteSession: Session {
    private let db: Database
    private let engine: SQLiteEngine

    init(_ db: Database, of engine: SQLiteEngine) {
        self.db = db
        self.engine = engine
    }

    var dialect: any Dialect { SQLiteDialect() }

    func each(_ statement: String, _ arguments: [(any SQLConvertible)?], _ body: (SQLRow) throws -> Bool) throws {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: statement), arguments: SQLiteSession.arguments(arguments))
        while let row = try rows.next() {
            guard try body(SQLRow(row)) else { return }
        }
    }

    func run(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int {
        try db.cachedStatement(sql: statement).execute(arguments: SQLiteSession.arguments(arguments))
        return db.changesCount
    }

    func insert(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int64 {
        try db.cachedStatement(sql: statement).execute(arguments: SQLiteSession.arguments(arguments))
        return db.lastInsertedRowID
    }

    func script(_ statements: String) throws { try db.execute(sql: statements) }

    func savepoint(_ body: () throws -> Void) throws {
        try db.inSavepoint {
            try body()
            return .commit
        }
    }

    func candidates(for terms: [SearchTerm]) throws -> [Int64]? {
        guard let answer = try SearchIndex.answer(db, terms) else { return nil }
        if answer.isBehind { engine.searchIndexing.wake(engine) }
        return answer.candidates
    }

    func isOrdered(by column: String, rows: Int) throws -> Bool {
        guard OrderIndexing.columns.contains(column) else { return true }
        if try OrderIndexing.isThere(db, column) { return true }
        if rows > OrderIndexing.few { engine.orderIndexing.wake(engine, column) }
        return false
    }

    func takeDown(_ part: TablePart, of table: String) throws -> [String] {
        let (type, condition) =
            switch part {
            case .indexes: ("index", "sql IS NOT NULL")
            case .insertTriggers: ("trigger", "sql LIKE '%AFTER INSERT ON \(table)%'")
            }
        let parts = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND \(condition)", arguments: [type, table])
        for part in parts { try db.execute(sql: "DROP \(type) \(part["name"] as String)") }
        return parts.map { $0["sql"] }
    }

    /// Every portion touches pages of all indexes; those that stay in memory are neither read again nor written in between.
    func expectManyWrites() throws { try db.execute(sql: "PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 16384") }

    func overwriteDeleted() throws { _ = try Row.fetchAll(db, sql: "PRAGMA secure_delete = ON") }

    private static func arguments(_ values: [(any SQLConvertible)?]) -> StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value?.sqlValue {
                case .null, nil: nil
                case .integer(let number): number
                case .text(let text): text
                case .bytes(let bytes): bytes
                }
            })
    }
}

extension Row: SQLRow.Source {
    public func value(at index: Int) -> SQLValue { Row.value(self[index]) }

    public func value(of column: String) -> SQLValue? { (self[column] as DatabaseValue?).map(Row.value) }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let bytes): .bytes(bytes)
        case .double(let number): .integer(Int64(number))
        }
    }
}
