import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Data from before notes were searched") struct ViewMigrationTests {
    /// A database as the version before left it, with a user, two rows of a person that were merged, and notes.
    private func older() throws -> CRMStore {
        let folder = OlderData.folder()
        let path = try OlderData.make(in: folder, upTo: "v25 reach") { db in
            let answers = #"[{"name":"wish","label":"Wish","values":["Blue Tiles"]}]"#
            try db.execute(
                sql: OlderData.ana + """
                    INSERT INTO customer (id, spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                        arrived_at, created_at, merged_into, deleted_at)
                    VALUES (1, 1, 'Ida', '', '', '', '', 'new', 'ida', 1, 1, NULL, NULL),
                        (2, 1, 'Ida', '', '', '', '', 'new', 'ida', 2, 2, 1, 3), (3, 1, 'Bob', '', '', '', '', 'new', 'bob', 3, 3, NULL, NULL);
                    INSERT INTO customer_search (rowid, search_text) SELECT id, search_text FROM customer;
                    UPDATE counter SET n = 3 WHERE name = 'search_indexed';
                    INSERT INTO lead (customer_id, leadgen_id, page_id, form_name, campaign_name, is_test, created_time, answers, raw)
                    VALUES (2, 'l2', '100', 'Kitchen form', 'Autumn', 0, 2, '\(answers)', '{}');
                    INSERT INTO activity (at, kind, customer_id, spreadsheet_id, text, sentence) VALUES (1, 'noted', 1, 1, 'After Lunch', '');
                    INSERT INTO activity (at, kind, action, customer_id, spreadsheet_id, text, sentence, undo_state)
                    VALUES (1, 'noted', 'addNote', 3, 1, 'taken back', '', 'undone');
                    """)
        }
        return try CRMStore(path: path, sealer: .random())
    }

    @Test("notes and leads of before are found, with the row that they are a part of now")
    func found() throws {
        let store = try older()
        defer { try? FileManager.default.removeItem(atPath: (store.location as NSString).deletingLastPathComponent) }
        let context = QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard)
        let names = { (text: String) in
            try store.rows(SheetQuery(.user(1), QueryParser.parse(text, in: context)), from: .start, limit: 9).rows.map(\.customerName)
        }
        for indexed in [false, true] {
            if indexed { while try store.sqlite.indexForSearch() {} }
            for text in ["ida", "\"after lunch\"", "tiles", "form:kitchen", "campaign:autumn", "has:note"] {
                #expect(try names(text) == ["Ida"], "\(text), indexed: \(indexed)")
            }
            #expect(try names("taken").isEmpty)
            #expect(try names("bob") == ["Bob"])
        }
        #expect(try store.views(of: 1).map(\.name) == SavedView.builtIn.map(\.name))
        #expect(try store.integrity() == [])
        try store.sqlite.writeDatabase { db in
            try db.execute(sql: "INSERT INTO customer_search (customer_search) VALUES ('integrity-check')")
        }
    }
}
