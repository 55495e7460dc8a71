import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Data from before names were sorted without accents") struct SearchMigrationTests {
    /// A database as the version before left it.
    private func older(_ fill: (Database) throws -> Void) throws -> CRMStore {
        let folder = OlderData.folder()
        let path = try OlderData.make(in: folder, upTo: "v10 expired leads") { db in
            try db.execute(sql: OlderData.ana + "UPDATE user SET country = 'GB'")
            try fill(db)
        }
        return try CRMStore(path: path, sealer: .random())
    }

    private func insert(_ db: Database, _ id: Int, _ name: String, _ company: String = "", _ phone: String = "", _ email: String = "")
        throws
    {
        try db.execute(
            sql: """
                INSERT INTO customer (id, spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                    arrived_at, created_at, phone_e164, email_key)
                VALUES (?1, 1, ?2, ?3, ?4, ?5, '', 'new', lower(?2), ?1, ?1, NULL, nullif(?5, ''))
                """, arguments: [id, name, company, phone, email])
    }

    @Test("every row is sorted, found and known again as a new one is, and nothing else about it changes")
    func refolded() throws {
        let names = ["Zoe", "Ärzte", "Bob", "Émile", "adam", "Ødegaard", "Sean O’Brien"]
        let store = try older { db in
            for (index, name) in names.enumerated() { try insert(db, index + 1, name, name + " AG") }
            try insert(db, 10, "Nia", "", "07911 123456", "test@test.com")
            try insert(db, 11, "Nia", "", "+44 7911 123456", "test@test.com")
            // More than one slice.
            for id in 100..<2300 { try insert(db, id, "x\(id)") }
        }
        defer { try? FileManager.default.removeItem(atPath: (store.location as NSString).deletingLastPathComponent) }
        for field in [CustomerField.customerName, .companyName] {
            let sorted = try store.rows(SheetQuery(1, order: SheetOrder(.field(field))), from: .start, limit: 5000).rows.map {
                $0[field: field]
            }
            let wanted = ["adam", "Ärzte", "Bob", "Émile", "Ødegaard", "Sean O’Brien", "Zoe"].map {
                field == .companyName ? $0 + " AG" : $0
            }
            #expect(sorted.filter(wanted.contains) == wanted)
        }
        let found = { (search: String) in try store.rows(SheetQuery(1, search: search), from: .start, limit: 9).rows.map(\.id) }
        #expect(try found("07911 123456") == [11, 10])
        #expect(try found("sean obrien") == [7])
        #expect(try found("x2299") == [2299])
        #expect(
            try store.rows(SheetQuery(1, search: "nia"), from: .start, limit: 9).rows.map { $0.enquiry?.words } == [
                "2nd enquiry", "has 2nd enquiry",
            ])
        #expect(try store.customer(10).map { [$0.phoneNumber, $0.email, "\($0.version)"] } == ["07911 123456", "test@test.com", "1"])
        #expect(try store.integrity() == [])
    }

    @Test("what people consented to is read out of the leads that are here")
    func consent() throws {
        let raws = [
            "{\"custom_disclaimer_responses\":[{\"checkbox_key\":\"call\",\"is_checked\":\"1\"},{\"checkbox_key\":\"sms\",\"is_checked\":\"\"},{\"x\":1}]}",
            "{\"custom_disclaimer_responses\":[{\"checkbox_key\":\"call\",\"is_checked\":true}]}", "{}", "",
            "{\"custom_disclaimer_responses\":", "{\"custom_disclaimer_responses\":1}",
        ]
        let store = try older { db in
            for (index, raw) in raws.enumerated() {
                try insert(db, index + 1, "c\(index)")
                try db.execute(
                    sql: """
                        INSERT INTO lead (customer_id, leadgen_id, page_id, is_test, created_time, answers, raw) VALUES (?1, 'l' || ?1, '100', 0, 0, '[]', ?2)
                        """, arguments: [index + 1, raw])
            }
        }
        defer { try? FileManager.default.removeItem(atPath: (store.location as NSString).deletingLastPathComponent) }
        let call = Consent(name: "call", isGiven: true)
        #expect(
            try (1...6).map { try store.lead(of: $0)?.consents } == [[call, Consent(name: "sms", isGiven: false)], [call], [], [], [], []])
    }
}
