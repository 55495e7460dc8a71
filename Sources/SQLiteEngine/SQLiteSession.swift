import CRM
import CRMStore
import Foundation
import GRDB
import GRDBSQLite

/// A session on one of GRDB's connections, which keeps the statements that it has compiled.
final class SQLiteSession: Session {
    private let db: Database
    private let engine: SQLiteEngine
    private let binding = ArgumentBinding()
    /// An import runs one statement for every row: to find it by its text again would cost as much as two of its indexes.
    private var latest: (sql: String, statement: Statement)?

    init(_ db: Database, of engine: SQLiteEngine) {
        self.db = db
        self.engine = engine
    }

    var dialect: any Dialect { SQLiteDialect() }

    func each(_ statement: String, _ arguments: [(any SQLConvertible)?], _ body: (SQLRow) throws -> Bool) throws {
        let rows = try Row.fetchCursor(prepared(statement, arguments, keepingTexts: false))
        while let row = try rows.next() {
            guard try body(SQLRow(row)) else { return }
        }
    }

    func run(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int {
        try execute(statement, arguments)
        return db.changesCount
    }

    func insert(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int64 {
        try execute(statement, arguments)
        return db.lastInsertedRowID
    }

    func script(_ statements: String) throws { try db.execute(sql: statements) }

    func savepoint(_ body: () throws -> Void) throws {
        try db.inSavepoint {
            try body()
            return .commit
        }
    }

    func candidates(for terms: [SearchTerm], upTo most: Int) throws -> Candidates? {
        guard let answer = try SearchIndex.answer(db, terms, upTo: most) else { return nil }
        if answer.isBehind { engine.searchIndexing.wake(engine) }
        return answer.candidates.map { .these($0, dialect) } ?? .more(condition: nil)
    }

    func isOrdered(by column: String, rows: () throws -> Int) throws -> Bool {
        guard OrderIndexing.columns.contains(column) else { return true }
        if try OrderIndexing.isThere(db, column) { return true }
        if try rows() > OrderIndexing.few { engine.orderIndexing.wake(engine, column) }
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

    /// Runs a statement to its end.
    private func execute(_ sql: String, _ arguments: [(any SQLConvertible)?]) throws {
        binding.forgetTexts()
        let statement = try prepared(sql, arguments, keepingTexts: true)
        defer { sqlite3_clear_bindings(statement.sqliteStatement) }
        try statement.execute()
    }

    private func compiled(_ sql: String) throws -> Statement {
        if let latest, latest.sql == sql { return latest.statement }
        let statement = try db.cachedStatement(sql: sql)
        latest = (sql, statement)
        return statement
    }

    /// The compiled statement with its arguments. They are given to SQLite itself: GRDB's own way costs as much as the insertion of a row
    /// without indexes.
    private func prepared(_ sql: String, _ arguments: [(any SQLConvertible)?], keepingTexts: Bool) throws -> Statement {
        let statement = try compiled(sql)
        statement.setUncheckedArguments(StatementArguments())
        let pointer = statement.sqliteStatement
        guard sqlite3_bind_parameter_count(pointer) == arguments.count else {
            preconditionFailure("\(arguments.count) arguments for: \(sql)")
        }
        for index in arguments.indices {
            guard let value = arguments[index]?.sqlValue else { continue }
            let code = binding.bind(value, to: pointer, at: Int32(index + 1), keepingTexts: keepingTexts)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        return statement
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
