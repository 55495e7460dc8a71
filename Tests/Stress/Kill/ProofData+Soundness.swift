import Foundation
import GRDB
import PostgresEngine
import TestSupport

/// Looks through a whole database, with the engine's own means.
extension ProofData {
    func expectSound(_ verdict: inout Verdict) throws {
        switch self {
        case .file(let path): try Self.expectSound(file: path, &verdict)
        case .database(let name, let server):
            let faults = try ServerDatabase(server.address(name)).faults(inIndexes: true)
            verdict.expect(faults.isEmpty, "The database \(name) is damaged: \(faults.prefix(3))")
        }
    }

    /// - Parameter copy: a file that `backup` has made of them.
    func expectSound(copy: String, _ verdict: inout Verdict) throws {
        switch self {
        case .file: try Self.expectSound(file: copy, &verdict)
        case .database(_, let server):
            // It takes no connection, and reads the copy to its end.
            verdict.expect((try? server.run("pg_restore", ["-f", "/dev/null", copy])) != nil, "pg_restore cannot read \(copy).")
        }
    }

    private static func expectSound(file: String, _ verdict: inout Verdict) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let faults = try DatabaseQueue(path: file, configuration: configuration).read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check") + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map(\.description)
        }
        verdict.expect(faults == ["ok"], "\(URL(filePath: file).lastPathComponent) is damaged: \(faults.prefix(3))")
    }
}
