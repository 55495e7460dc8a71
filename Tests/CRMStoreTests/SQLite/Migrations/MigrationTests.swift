import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Databases of earlier versions") struct MigrationTests {
    @Test("the first version's leads are there after the migration, and stand in the ledger as announced")
    func first() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try OlderData.make(in: folder, upTo: "v1") { db in
            try db.execute(
                sql: """
                    INSERT INTO user VALUES (1, 'ana', 0);
                    INSERT INTO meta_page (meta_page_id, user_id) VALUES ('100', 1);
                    INSERT INTO spreadsheet VALUES (1, 1, 'Meta Ads Leads', '', 0, NULL);
                    INSERT INTO customer (id, spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text,
                        arrived_at, leadgen_id, is_test, lead_created_at, created_at)
                    VALUES (5, 1, 'Priya Khan', '', '', '', '', 'new', 'priya khan', 0, 'l1', 0, 0, 0);
                    INSERT INTO lead (customer_id, leadgen_id, page_id, form_id, is_test, created_time, answers, raw)
                    VALUES (5, 'l1', '100', 'f1', 0, 0, '[]', '{}');
                    INSERT INTO webhook_delivery VALUES (1, 0, x'');
                    INSERT INTO webhook_event (delivery_id, kind, received_at, page_id, leadgen_id, signature_checked, state, customer_id)
                    VALUES (1, 'lead', 0, '100', 'l1', 1, 'saved', 5);
                    """)
        }
        let store = try CRMStore(path: path, sealer: .random())
        #expect(try store.customer(5)?.customerName == "Priya Khan")
        #expect(try store.ledger(user: nil) == [LedgerRow(pageID: "100", formID: "f1", byWebhook: 1)])
        #expect(try store.events(before: nil, state: nil, user: nil, limit: 5).map(\.event.source) == [.webhook])
    }
    @Test("events that were blocked in an earlier version are set free with their page")
    func blocked() throws {
        let desk = try Desk()
        try desk.savePage("100")
        try desk.post(["l1", "l2"])
        let taken = try desk.store.takeDue(at: Desk.start, limit: 1, perPage: 9, except: [])
        try desk.store.setState(page: "100", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        try desk.store.settle(taken[0].id, AttemptResult(state: .blocked, error: "r"))
        try DatabaseQueue(path: desk.path).write { db in
            try db.execute(
                sql: """
                    DROP INDEX event_blocked;
                    DROP INDEX event_work;
                    CREATE INDEX event_work ON webhook_event(page_id, id, state, next_attempt_at)
                        WHERE state IN ('received', 'fetching', 'waiting', 'blocked');
                    DELETE FROM grdb_migrations WHERE identifier = 'v7 blocked events';
                    """)
        }
        let newer = try desk.again()
        #expect(try newer.eventCounts()[.blocked] == 2)
        #expect(try newer.page("100")?.waiting == 2)
        try newer.setState(page: "100", .ok, at: Desk.start)
        #expect(try newer.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["l1", "l2"])
    }

    @Test("events of earlier versions get the code of what their sentences say, and pages that of their block")
    func reasons() throws {
        let folder = OlderData.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows: [(error: String?, remedy: String?, plan: String?, reason: EventReason?)] = [
            ("No user found for page_id: 7", "Add the page", nil, .noUser),
            ("Invalid Meta Page Access Token", "The page has no access token yet: enter it", nil, .noToken),
            ("Invalid Meta Page Access Token", "The token has expired.", nil, .tokenRefused),
            (
                "The page access token lacks the permission leads_retrieval, so Meta does not tell the leads.", "Grant it.", nil,
                .permissionMissing
            ),
            ("same lead again, already here", nil, nil, .duplicate), ("Meta test received, signature ok", nil, nil, .metaTest),
            ("Failed to fetch lead details", "The lead is deleted", "missing", .leadMissing),
            ("Failed to fetch lead details", "Nothing to do", "passing", .metaTrouble), ("the person was erased", nil, nil, .erased),
            ("Something else", nil, nil, nil), (nil, nil, nil, nil),
        ]
        let path = try OlderData.make(in: folder, upTo: "v10 expired leads") { db in
            try db.execute(
                sql: """
                    INSERT INTO user (id, name, created_at) VALUES (1, 'ana', 0);
                    INSERT INTO meta_page (meta_page_id, user_id, state, blocked_reason) VALUES ('100', 1, 'blocked', 'Invalid Meta Page Access Token');
                    INSERT INTO webhook_delivery VALUES (1, 0, x'');
                    """)
            for row in rows {
                try db.execute(
                    sql: """
                        INSERT INTO webhook_event (delivery_id, kind, received_at, page_id, signature_checked, state, error, remedy, plan)
                        VALUES (1, 'lead', 0, '100', 1, 'failed', ?, ?, ?)
                        """, arguments: [row.error, row.remedy, row.plan])
            }
        }
        let store = try CRMStore(path: path, sealer: .random())
        #expect(try store.events(after: 0, user: nil, limit: 99).map(\.event.reason) == rows.map(\.reason))
        #expect(try store.page("100")?.state == .blocked(reason: "Invalid Meta Page Access Token", remedy: "", code: .tokenRefused))
    }
}
