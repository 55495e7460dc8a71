import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("How long leads waited, in data from before it was kept") struct WaitMigrationTests {
    private func waits(_ store: CRMStore) throws -> [Int?] {
        try store.read { db in try db.rows("SELECT first_wait FROM customer ORDER BY id").map { $0[0] as Int? } }
    }

    @Test("leads of before are measured in working hours, and other hours change nothing that was measured")
    func measured() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Saturday 14 November 2026, 9:00 in UTC.
        let saturday: Int64 = 1_794_646_800_000
        let (minute, day): (Int64, Int64) = (60_000, 86_400_000)
        let path = try OlderData.make(in: folder, upTo: "v29 arrivals") { db in
            try db.execute(sql: OlderData.ana)
            let rows: [(lead: String?, created: Int64, touched: Int64?)] = [
                ("l1", saturday, saturday + 2 * day + 3 * minute), ("l2", saturday + 2 * day, nil), (nil, saturday, saturday + day),
                ("l4", saturday + 2 * day, saturday + 2 * day - minute),
            ]
            for row in rows {
                try db.execute(
                    sql: """
                        INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                            arrived_at, created_at, leadgen_id, is_test, lead_created_at, first_touched_at)
                        VALUES (1, '', '', '', '', '', 'new', '', ?1, ?1, ?2, 0, ?1, ?3)
                        """, arguments: [row.created, row.lead, row.touched])
            }
        }
        let store = try CRMStore(path: path, sealer: .random())
        #expect(try waits(store) == [180, nil, nil, 0])
        #expect(try store.integrity() == [])
        store.close()
        let always = WorkingClock(try #require(WorkingHours("mon-sun 0:00-24:00")), in: .gmt)
        let later = try CRMStore(path: path, sealer: .random(), working: always)
        let two = try #require(try later.customer(2))
        let touched = Date(milliseconds: saturday + 3 * day)
        _ = try later.apply(.editCustomer(two.id, [FieldEdit(.status, from: "new", to: "won")]), by: 1, at: touched)
        #expect(try waits(later) == [180, 86_400, nil, 0])
    }
}
