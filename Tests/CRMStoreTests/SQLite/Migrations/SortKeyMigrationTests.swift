import CRM
import Foundation
import GRDB
import Synchronization
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Data from before e-mails and remarks were sorted by their letters") struct SortKeyMigrationTests {
    /// A database as the version before left it, with a user whose spreadsheet has these rows, and the indexes somebody had made.
    private func older(_ rows: [(email: String, remark: String, phone: String)], in folder: String) throws -> String {
        try OlderData.make(in: folder, upTo: "v29 arrivals") { db in
            try db.execute(sql: OlderData.ana)
            for (number, row) in rows.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                            arrived_at, created_at) VALUES (1, 'c', '', ?, ?, ?, 'new', '', ?, 0)
                        """,
                    arguments: [row.phone, row.email, row.remark, number])
            }
            for column in ["phone_number", "email", "remark"] { try db.execute(sql: Schema.orderIndex(by: column).sql) }
        }
    }

    @Test("they are sorted by their letters after the start, and so is what is written then")
    func sorted() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let texts = ["Zoe", "émile", "Adam", "Ärzte", "", "bob", "Emil"]
        let path = try older(texts.map { ("\($0)@x.com", $0, $0) }, in: folder)
        let store = try CRMStore(path: path, sealer: .random())
        func rows(_ field: CustomerField) throws -> [String] {
            try store.rows(SheetQuery(1, order: SheetOrder(.field(field))), from: .start, limit: 99).rows.map { $0[field: field] }
        }
        let wanted = ["", "Adam", "Ärzte", "bob", "Emil", "émile", "Zoe"]
        #expect(try rows(.remark) == wanted)
        #expect(try rows(.email) == ["Adam", "Ärzte", "bob", "Emil", "émile", "", "Zoe"].map { "\($0)@x.com" })
        #expect(try rows(.phoneNumber) == ["", "Adam", "Emil", "Zoe", "bob", "Ärzte", "émile"])
        let draft = CustomerDraft(spreadsheetID: 1, fields: [.customerName: "n", .remark: "Čapek"])
        _ = try store.apply(.addCustomer(draft), by: 1, at: Desk.start)
        #expect(try rows(.remark) == ["", "Adam", "Ärzte", "bob", "Čapek", "Emil", "émile", "Zoe"])
        #expect(try store.integrity() == [])
    }

    @Test("the indexes of before are gone, and many customers are told of while they are gone through")
    func progress() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try older((0..<20_001).map { ("é\($0)@x.com", "r", "") }, in: folder)
        let told = Mutex<[[Int]]>([])
        let old = try DatabaseQueue(path: path)
        try Schema.migrator({ done, all in told.withLock { $0.append([done, all]) } }, .standard).migrate(old)
        #expect(told.withLock { $0 } == [[20_000, 20_001]])
        try old.read { db in
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM customer WHERE address_key NOT LIKE 'e%'") == 0)
            let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE name LIKE 'customer_by_%'")
            #expect(!names.contains { ["customer_by_phone_number", "customer_by_email", "customer_by_remark"].contains($0) })
        }
    }
}
