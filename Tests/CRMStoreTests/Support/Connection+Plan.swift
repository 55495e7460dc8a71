@testable import CRMStore
@testable import PostgresEngine

extension Connection {
    /// The server's plan of a statement for these arguments, or for all.
    func plan(_ statement: String, _ arguments: [(any SQLConvertible)?], isForAll: Bool = false) throws -> String {
        let values = arguments.map { argument in
            switch argument?.sqlValue ?? .null {
            case .null: "NULL"
            case .integer(let number): "\(number)"
            case .text(let text): "'\(text.replacing("'", with: "''"))'"
            case .bytes: preconditionFailure("no statement that is looked at takes bytes")
            }
        }
        let mode = isForAll ? "force_generic_plan" : "force_custom_plan"
        try command("SET plan_cache_mode = \(mode); PREPARE looked_at AS \(Placeholders(statement).sql)")
        defer { try? command("DEALLOCATE looked_at; RESET plan_cache_mode") }
        let result = try query("EXPLAIN (COSTS off) EXECUTE looked_at" + (values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"))
        return (0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) }.joined(separator: "\n")
    }
}
