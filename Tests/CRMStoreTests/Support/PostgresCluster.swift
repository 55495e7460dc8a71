import CRM
import CRMStore
import Foundation
import Synchronization
import TestSupport

@testable import PostgresEngine

/// The databases of the tests of this process, on the server that they share.
final class PostgresCluster: Sendable {
    /// Made when the first test asks for it.
    static let shared = Result<PostgresCluster, PostgresServer.Missing> { () throws(PostgresServer.Missing) in try PostgresCluster() }

    /// Why there is none, for people; nil where there is one.
    static var whyNot: String? { if case .failure(let missing) = shared { missing.reason } else { nil } }

    private static let template = "leadsheet_template"

    private let server: PostgresServer
    private let administrator: Mutex<Connection>
    private let databases = Mutex<Set<String>>([])

    private init() throws(PostgresServer.Missing) {
        server = try PostgresServer.shared.get()
        do {
            let administrator = try Connection(ServerAddress(server.words("postgres")))
            try administrator.command("CREATE DATABASE \(PostgresCluster.template)")
            try PostgresEngine.create(address: server.words(PostgresCluster.template))
            self.administrator = Mutex(administrator)
        } catch {
            throw PostgresServer.Missing(reason: "the tables could not be made: \(error)")
        }
    }

    /// The address of the database of this name, which is made with all tables where it is not there.
    ///
    /// - Parameter role: who logs in, the owner where it is nil.
    func database(_ name: String, as role: String? = nil) throws -> String {
        if databases.withLock({ $0.insert(name).inserted }) {
            try administrator.withLock { connection in
                // Newer servers copy a template page by page unless they are asked not to, which takes longer.
                let strategy = connection.serverVersion >= 150_000 ? " STRATEGY file_copy" : ""
                try connection.command("CREATE DATABASE \(name) TEMPLATE \(PostgresCluster.template)\(strategy)")
            }
        }
        return address(name, as: role)
    }

    /// The address of a database without any table.
    func emptyDatabase(_ name: String) throws -> String {
        databases.withLock { _ = $0.insert(name) }
        try administrator.withLock { try $0.command("CREATE DATABASE \(name)") }
        return address(name)
    }

    /// The rows of each table of a database.
    func contents(_ name: String) throws -> [(String, Data)] {
        let connection = try Connection(ServerAddress(address(name)))
        let tables = try texts(connection, "SELECT tablename::text FROM pg_tables WHERE schemaname = '\(Connection.schema)'")
        let rows = try tables.map { ($0, Data(try texts(connection, "SELECT whole::text FROM \"\($0)\" AS whole").joined().utf8)) }
        // Bytes are written in digits there.
        let bodies = try texts(connection, "SELECT encode(body, 'escape') FROM webhook_delivery").joined()
        return rows + [("webhook_delivery.body", Data(bodies.utf8))]
    }

    /// Runs a statement in a database as its owner.
    func command(_ statement: String, in name: String) throws { try Connection(ServerAddress(address(name))).command(statement) }

    private func texts(_ connection: Connection, _ statement: String) throws -> [String] {
        let result = try connection.query(statement)
        return (0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) }
    }

    func remove(_ name: String) {
        guard databases.withLock({ $0.remove(name) }) != nil else { return }
        try? administrator.withLock { try $0.command("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }

    private func address(_ name: String, as role: String? = nil) -> String { server.words(name, as: role ?? PostgresServer.role) }
}
