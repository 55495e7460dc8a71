import CRM
import CRMStore
import Foundation
import GRDB
import Testing

@Suite("Integrity") struct IntegrityTests {
    @Test("rows that lost what they belong to are told")
    func orphans() throws {
        let desk = try Desk()
        let id = try desk.add([.customerName: "M"])
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: desk.path, configuration: configuration).write { db in
            try db.execute(sql: "UPDATE activity SET customer_id = ? WHERE customer_id = ?", arguments: [id + 1000, id])
        }
        let store = try CRMStore(path: desk.path, sealer: desk.sealer)
        #expect(try store.integrity() == ["There are 1 rows of activity without their customer."])
        #expect(try CRMStore.faults(inFile: desk.path) == store.integrity())
    }

    @Test("an index that is not what its table says is told")
    func damage() throws {
        let desk = try Desk()
        for index in 0..<50 { try desk.add([.customerName: "M\(index)"]) }
        try DatabaseQueue(path: desk.path).writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let page = try DatabaseQueue(path: desk.path).read { db in
            try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'activity'") ?? 0
        }
        let copy = desk.folder + "/damaged.db"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: desk.path))
        bytes.replaceSubrange((page - 1) * 4096 + 8..<(page - 1) * 4096 + 200, with: Data(repeating: 0xFF, count: 192))
        try bytes.write(to: URL(fileURLWithPath: copy))
        let store = try CRMStore(path: copy, sealer: desk.sealer)
        #expect(try store.integrity().first?.contains("damaged") == true)
        let error = #expect(throws: StoreError.self) { try store.backup(to: desk.folder + "/backup.db") }
        #expect(error?.message.isEmpty == false)
        #expect(!FileManager.default.fileExists(atPath: desk.folder + "/backup.db"))
    }
}
