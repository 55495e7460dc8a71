import CRM
import CRMStore
import Foundation
import GRDB
import Synchronization
import Testing

@testable import SQLiteEngine

@Suite("The copy before tables are rewritten") struct MigrationBackupTests {
    private static let customer =
        OlderData.ana + """
            INSERT INTO customer (id, spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at,
                created_at) VALUES (1, 1, 'Zoë', '', '', '', '', 'new', 'as it was', 0, 0);
            """

    @Test("data of an earlier version are copied beside themselves, private and whole, once")
    func copied() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try OlderData.make(in: folder, upTo: "v10 expired leads") { try $0.execute(sql: Self.customer) }
        let notes = Mutex<[String]>([])
        let copy = path + ".v10"
        for _ in 0..<2 {
            let engine = try SQLiteEngine(path: path, note: { note in notes.withLock { $0.append(note) } })
            engine.close()
        }
        #expect(notes.withLock { $0 }.count == 1)
        #expect(notes.withLock { $0 }.first?.contains(copy) == true)
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let old = try DatabaseQueue(path: copy)
        #expect(try old.read { try String.fetchOne($0, sql: "SELECT search_text FROM customer") } == "as it was")
        #expect(try old.read { try Schema.migrator.appliedIdentifiers($0) }.contains("v11 preferences") == false)
        #expect(
            Set(try FileManager.default.contentsOfDirectory(atPath: folder)).isSubset(of: [
                "leadsheet.db", "leadsheet.db.v10", "leadsheet.db-wal", "leadsheet.db-shm",
            ]))
    }

    @Test("a new database, an empty one, and one of this version are not copied", arguments: ["", "v10 expired leads", "v20 search index"])
    func notCopied(_ version: String) throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/leadsheet.db"
        if !version.isEmpty {
            _ = try OlderData.make(in: folder, upTo: version) { try $0.execute(sql: version == "v20 search index" ? Self.customer : "") }
        }
        try SQLiteEngine(path: path).close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.hasPrefix("leadsheet.db.v") })
    }
}
