import CRM
import CRMStore
import Foundation
import Synchronization

@testable import PostgresEngine

/// A PostgreSQL server for the tests of this process: in a folder of its own below /tmp, reached by a socket there, and nothing of it
/// safe on the disk. It ends with this process, however that ends.
final class PostgresCluster: Sendable {
    struct Missing: Error {
        let reason: String
    }

    /// Started when the first test asks for it.
    static let shared = Result<PostgresCluster, Missing> { () throws(Missing) in try PostgresCluster() }

    /// Why there is none, for people; nil where there is one.
    static var whyNot: String? { if case .failure(let missing) = shared { missing.reason } else { nil } }

    private static let template = "leadsheet_template"

    private let folder: String
    /// The server ends when this is closed.
    private let life: FileHandle
    private let administrator: Mutex<Connection>
    private let databases = Mutex<Set<String>>([])

    private init() throws(Missing) {
        guard let programs = PostgresCluster.programs() else {
            throw Missing(reason: "there is no PostgreSQL on this machine: config/bootstrap swift test brings it")
        }
        let server = Process()
        let (input, output) = (Pipe(), Pipe())
        server.executableURL = URL(filePath: "/bin/sh")
        server.arguments = ["-c", PostgresCluster.script, "sh", programs]
        // The server refuses to be root's.
        if getuid() == 0 {
            server.executableURL = URL(filePath: "/usr/sbin/runuser")
            server.arguments = ["-u", getpwnam("postgres") == nil ? "nobody" : "postgres", "--", "/bin/sh"] + (server.arguments ?? [])
        }
        server.currentDirectoryURL = URL(filePath: "/")
        server.standardInput = input
        server.standardOutput = output
        do {
            try server.run()
        } catch {
            throw Missing(reason: "\(programs)/initdb cannot be run: \(error)")
        }
        life = input.fileHandleForWriting
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        folder = said.trimmingCharacters(in: .whitespacesAndNewlines)
        guard folder.hasPrefix("/") else { throw Missing(reason: "PostgreSQL in \(programs) did not start: \(folder)") }
        do {
            let administrator = try Connection(ServerAddress("host=\(folder) user=desk dbname=postgres"))
            try administrator.command("CREATE DATABASE \(PostgresCluster.template)")
            try PostgresEngine.create(address: "host=\(folder) user=desk dbname=\(PostgresCluster.template)")
            self.administrator = Mutex(administrator)
        } catch {
            throw Missing(reason: "the tables could not be made: \(error)")
        }
    }

    /// Makes a cluster, says where it is, and waits for the end of the tests' process.
    private static let script = """
        trap '' INT HUP TERM PIPE
        folder=$(mktemp -d /tmp/leadsheet-pg.XXXXXX) || exit 1
        locale=C.UTF-8
        locale -a 2>/dev/null | grep -qi '^C.utf-\\?8$' || locale=C
        if "$1/initdb" -D "$folder/data" -U desk --auth=trust --no-sync -E UTF8 --locale=$locale >"$folder/log" 2>&1 && {
            echo "listen_addresses = ''"
            echo "unix_socket_directories = '$folder'"
            echo "fsync = off"
            echo "synchronous_commit = off"
            echo "full_page_writes = off"
            echo "wal_level = minimal"
            echo "max_wal_senders = 0"
            echo "autovacuum = off"
            echo "jit = off"
            echo "max_connections = 300"
        } >>"$folder/data/postgresql.conf" && "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null 2>&1; then
            echo "$folder"
            cat >/dev/null
        else
            echo "failed: $(tail -n 1 "$folder/log")"
        fi
        "$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        rm -rf "$folder"
        """

    /// The folder of the server's programs, the newest where there are several.
    private static func programs() -> String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root))?.compactMap { Int($0) }.sorted(by: >) ?? []
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (versions.map { "\(root)/\($0)/bin" } + path).first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb") && FileManager.default.isExecutableFile(atPath: $0 + "/pg_ctl")
        }
    }

    /// The address of the database of this name, which is made with all tables where it is not there.
    func database(_ name: String) throws -> String {
        if databases.withLock({ $0.insert(name).inserted }) {
            try administrator.withLock { connection in
                // Newer servers copy a template page by page unless they are asked not to, which takes longer.
                let strategy = connection.serverVersion >= 150_000 ? " STRATEGY file_copy" : ""
                try connection.command("CREATE DATABASE \(name) TEMPLATE \(PostgresCluster.template)\(strategy)")
            }
        }
        return address(name)
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

    private func texts(_ connection: Connection, _ statement: String) throws -> [String] {
        let result = try connection.query(statement)
        return (0..<result.rowCount).compactMap { String(sqlValue: result.value(row: $0, column: 0)) }
    }

    func remove(_ name: String) {
        guard databases.withLock({ $0.remove(name) }) != nil else { return }
        try? administrator.withLock { try $0.command("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }

    private func address(_ name: String) -> String { "host=\(folder) user=desk dbname=\(name)" }
}
