import Foundation
import GRDB
import PostgresEngine
import TestSupport

/// Keeps every other program from writing a database until it is released.
struct DatabaseLock: Sendable {
    private let end: @Sendable () throws -> Void

    init(_ data: ProofData) throws {
        switch data {
        case .file(let path): end = try Self.lock(file: path)
        case .database(let name, let server): end = try Self.lock(name, on: server)
        }
    }

    func release() throws { try end() }

    private static func lock(file path: String) throws -> @Sendable () throws -> Void {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        // It is left open on purpose.
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        return {
            try queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            try queue.close()
        }
    }

    /// As a program that is stopped in the midst of a write: it has the lock with which each begins.
    private static func lock(_ database: String, on server: PostgresServer) throws -> @Sendable () throws -> Void {
        let client = try StartedProgram(server.command("psql", ["-d", database, "-q", "-A", "-t"]))
        let lock = "BEGIN; SELECT 'locked' FROM pg_advisory_xact_lock(\(AdvisoryLock.writing.key));\n"
        try client.input.write(contentsOf: Data(lock.utf8))
        guard client.output.availableData.starts(with: Array("locked".utf8)) else {
            throw PostgresServer.Missing(reason: "psql did not lock \(database)")
        }
        // It ends with what it is told, and its transaction with it.
        return { client.end() }
    }
}
