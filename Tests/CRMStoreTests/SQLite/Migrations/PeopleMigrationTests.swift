import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Data from before rows of a person could be merged") struct PeopleMigrationTests {
    @Test("customers that were there are known as enquiries of their person, are merged and split, and those deleted stay deleted")
    func older() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try OlderData.make(in: folder, upTo: "v4 phones") { db in
            try db.execute(sql: OlderData.ana)
            for id in 1...4 {
                try db.execute(
                    sql: """
                        INSERT INTO customer (id, spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                            arrived_at, created_at, deleted_at, phone_e164)
                        VALUES (?1, 1, 'c' || ?1, '', iif(?1 = 3, '', '+39 347 123 4567'), '', '', 'new', '', ?1, ?1, iif(?1 = 4, 9, NULL), iif(?1 = 3, NULL, '+393471234567'))
                        """, arguments: [id])
            }
        }
        let store = try CRMStore(path: path, sealer: .random())
        #expect(
            try store.rows(SheetQuery(1), from: .start, limit: 9).rows.map { $0.enquiry?.words } == [nil, "2nd enquiry", "has 2nd enquiry"])
        #expect(try store.apply(.mergeRows(of: 2), by: 1, at: Desk.start).customerID == 1)
        #expect(try store.spreadsheets(of: 1).map(\.customers) == [2])
        _ = try store.undo(by: 1, at: Desk.start)
        #expect(try store.rows(SheetQuery(1), from: .start, limit: 9).rows.map(\.id) == [3, 2, 1])
    }
}
