import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Data from before spreadsheets were shared") struct SharingMigrationTests {
    @Test("nobody has taken a customer of before, and its spreadsheet can be shared and the customer taken")
    func shared() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try OlderData.make(in: folder, upTo: "v31 waits") { db in
            try db.execute(sql: OlderData.ana)
            try db.execute(
                sql: """
                    INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                        arrived_at, created_at, next_call_date)
                    VALUES (1, 'Ann', '', '', '', '', 'new', 'ann', 1, 1, '2026-09-21')
                    """)
        }
        let store = try CRMStore(path: path, sealer: .random())
        let ben = try store.addUser("ben").id
        #expect(try store.customer(1)?.claim == nil && store.spreadsheets(of: ben).isEmpty)
        _ = try store.apply(.shareSpreadsheet(1, with: ben, .write), by: 1, at: Desk.start)
        _ = try store.apply(.claimCustomer(1, .take), by: ben, at: Desk.start)
        let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)
        #expect(try store.calls(nil, of: 1, at: moment, limit: 9).isEmpty)
        #expect(try store.calls(nil, of: ben, at: moment, limit: 9).map(\.customer.claim?.name) == ["ben"])
        #expect(try store.integrity() == [])
    }
}
