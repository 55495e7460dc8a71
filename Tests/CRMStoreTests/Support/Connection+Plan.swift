@testable import CRMStore
@testable import PostgresEngine

extension Connection {
    /// The server's plan of a statement for all arguments.
    func plan(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> String {
        let values = arguments.map { argument in
            switch argument?.sqlValue ?? .null {
            case .null: "NULL"
            case .integer(let number): "\(number)"
            case .text(let text): "'\(text.replacing("'", with: "''"))'"
            case .bytes: preconditionFailure("no statement that is looked at takes bytes")
            }
        }
        try command("SET plan_cache_mode = force_generic_plan; PREPARE looked_at AS \(Placeholders(statement).sql)")
        defer { try? command("DEALLOCATE looked_at; RESET plan_cache_mode") }
        let result = try query("EXPLAIN (COSTS off) EXECUTE looked_at" + (values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"))
        return (0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) }.joined(separator: "\n")
    }
}
