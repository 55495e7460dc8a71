import CRM
import CRMStore
import Foundation
import GRDB
import SQLiteEngine
import Testing

@Suite("Data from before erasing") struct ErasureMigrationTests {
    @Test("data of the version before are brought up to date with nothing lost, and people can be erased from them")
    func older() throws {
        let desk = try Desk()
        let id = try desk.add([.customerName: "M"])
        try DatabaseQueue(path: desk.path).write { db in
            for table in ["erasure", "erased_lead", "erasure_salt"] { try db.execute(sql: "DROP TABLE \(table)") }
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'v3 erasure'")
        }
        let store = try CRMStore(path: desk.path, sealer: desk.sealer)
        #expect(try store.customer(id)?.customerName == "M")
        #expect(try store.erasures() == [])
        #expect(try store.erase(customer: id, by: "ana", at: Desk.start) == Erasure(leads: 0))
        #expect(try store.erasures().map(\.customerID) == [id])
    }
}
