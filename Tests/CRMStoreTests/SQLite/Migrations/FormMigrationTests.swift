import CRM
import CRMStore
import Foundation
import GRDB
import SQLiteEngine
import Testing

@Suite("Data from before mappings") struct FormMigrationTests {
    @Test("data of the version before are brought up to date with nothing lost, and their forms can be mapped and undone")
    func older() throws {
        let desk = try Desk()
        try desk.savePage("100")
        let id = try desk.save(Desk.arrival("l1"), for: desk.post(["l1"])[0].id, at: Desk.start).customer.id
        try DatabaseQueue(path: desk.path).write { db in
            try db.execute(
                sql: "DROP INDEX activity_part; ALTER TABLE activity DROP COLUMN part_of; DROP TABLE form_mapping; DROP INDEX lead_form")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'v6 forms'")
        }
        let store = try CRMStore(path: desk.path, sealer: desk.sealer)
        #expect(try store.customer(id)?.customerName == "María Rossi")
        #expect(try store.formEntry("f1")?.mapping == FormMapping())
        let step = try store.beginRemap(ofForm: "f1", FormMapping(["full_name": .remark]), by: desk.ana, at: Desk.start)
        #expect(step.isNewMapping)
        #expect(try store.undo(by: desk.ana, at: Desk.start) != nil)
        #expect(try store.timeline(of: id, limit: 5).map(\.kind) == [.lead])
    }
}
