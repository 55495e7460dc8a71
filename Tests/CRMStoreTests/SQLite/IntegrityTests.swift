import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Integrity") struct IntegrityTests {
    @Test("a file says at a glance what is in it, and needs nobody to make or upgrade it")
    func status() throws {
        let desk = try Desk()
        let closed = ClosedDatabase(desk.path)
        let status = try closed.status()
        #expect(status.location == desk.path && status.program.hasPrefix("SQLite 3."))
        #expect(status.version == status.ownVersion && status.connected == nil)
        #expect(status.rows.map(\.name) == ["user", "customer", "lead", "event"])
        #expect(throws: StoreError.self) { try closed.create() }
        #expect(throws: StoreError.self) { try closed.upgrade() }
        let missing = #expect(throws: StoreError.self) { try ClosedDatabase(desk.path + "x").status() }
        #expect(missing?.message.hasPrefix("There is no data at \(desk.path)x, ") == true)
    }

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
        #expect(try SQLiteEngine.faults(inFile: desk.path) == store.integrity())
    }

    @Test("an index that is not what its table says is told, though every page of the file is sound")
    func indexes() throws {
        let desk = try Desk()
        for number in 0..<9 { try desk.add([.customerName: "M\(number)", .companyName: "c\(9 - number)"]) }
        try DatabaseQueue(path: desk.path).writeWithoutTransaction { db in
            let names = ["customer_by_name_key", "customer_by_arrived_at"]
            let roots = try names.map { try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [$0]) }
            try db.execute(sql: "PRAGMA writable_schema = ON")
            for (name, root) in zip(names, roots.reversed()) {
                try db.execute(sql: "UPDATE sqlite_master SET rootpage = ? WHERE name = ?", arguments: [root, name])
            }
        }
        let store = try CRMStore(path: desk.path, sealer: desk.sealer)
        #expect(try store.sqlite.pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check") } == ["ok"])
        #expect(try store.integrity().first?.hasPrefix("The database is damaged: ") == true)
    }

    @Test("a page of a table that was overwritten is told, and such data are not backed up")
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
