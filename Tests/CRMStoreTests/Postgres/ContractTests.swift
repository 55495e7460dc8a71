import CRMStore
import Foundation
import GRDB
import Testing

@testable import PostgresEngine

@Suite("The contract on PostgreSQL") struct ContractTests {
    /// How many tests take an engine, by their sources.
    private static let tests = sources(below: "..").reduce(0) {
        $0 + $1.matches(of: /arguments: Engine\.(all|withSales|withService)/).count
    }

    /// How many tests of all rooms are for a server alone: those that say so themselves, and those of suites that do.
    private static let ofServer = sources(below: "../..").reduce(0) { count, text in
        let isSuite = text.contains(/@Suite\(.*Postgres(Cluster|Server)\.whyNot == nil/)
        return count
            + (isSuite ? text.matches(of: /@Test\(/).count : text.matches(of: /enabled\(if: Postgres(Cluster|Server)\.whyNot == nil/).count)
    }

    private static func sources(below path: String) -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: path).standardized
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "swift" && $0.lastPathComponent != "ContractTests.swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    }

    private static var skipped: String {
        "\(tests) tests of the contract are skipped on PostgreSQL, and \(ofServer) that are the server's alone, because \(PostgresCluster.whyNot ?? "of nothing")"
    }

    @Test("the contract's tests run on PostgreSQL", .enabled(if: PostgresCluster.whyNot == nil, "\(skipped)"))
    func isThere() throws {
        #expect(ContractTests.tests > 200 && ContractTests.ofServer > 100)
        #expect(Engine.withSales.map(\.testDescription) == ["SQLite", "PostgreSQL", "PostgreSQL by a role for sales"])
    }

    /// The names of what is in both: a column that comes to one engine comes to the other.
    @Test("both engines have the same tables and columns, in the same version", .enabled(if: PostgresCluster.whyNot == nil))
    func tables() throws {
        let here = try Desk()
        let (columns, version) = try DatabaseQueue(path: here.path).read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT kept.name, part.name FROM sqlite_schema AS kept JOIN pragma_table_xinfo(kept.name) AS part
                    WHERE kept.type = 'table' AND kept.name NOT LIKE 'sqlite%' AND kept.name NOT LIKE 'customer_search%'
                        AND kept.name <> 'grdb_migrations' AND part.name NOT IN ('next_call_up', 'next_call_down')
                    """)
            let last = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations").compactMap { $0.firstMatch(of: /v(\d+)/) }
            return (Set(rows.map { "\($0[0] as String).\($0[1] as String)" }), last.compactMap { Int($0.1) }.max())
        }
        #expect(version == (Schema.firstVersion...Schema.version).last { !Schema.serversOwn.contains($0) })

        let there = try Scratch()
        let result = try Connection(ServerAddress(there.address())).query(
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = ? AND table_name NOT IN ('schema_version', 'member', 'event_lease', 'intake_holder')",
            [Connection.schema])
        let found = Set((0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) })
        #expect(found.subtracting(columns) == [] && columns.subtracting(found) == [])
    }
}

/// A database of its own, for what is PostgreSQL's.
final class Scratch {
    let name = Engine.databaseName("scratch-\(UUID().uuidString)")
    private let cluster: PostgresCluster

    init() throws { cluster = try PostgresCluster.shared.get() }

    deinit { cluster.remove(name) }

    /// With all tables.
    func address() throws -> String { try cluster.database(name) }

    /// Without any.
    func empty() throws -> String { try cluster.emptyDatabase(name) }
}
