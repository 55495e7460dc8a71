import CRM
import Foundation
import TerminalKit
import Testing

@testable import CRMStore
@testable import SalesDesk

/// Rows that no rule of this program lets through, as another program may have written them.
@Suite("Rows that another program has written, on the screens")
@MainActor struct HostileRowTests {
    @Test("are shown and worked beside on every screen, whatever numbers, times and texts stand in them", arguments: [Int64.max, .min])
    func everywhere(_ number: Int64) async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        for name in ["Ada", "Zoe"] {
            let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: name])
            let id = try #require(try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now).customerID)
            _ = try desk.store.apply(.addNote(id, text: "noted"), by: desk.user.id, at: LiveDesk.now)
        }
        let remark = "\u{1B}[2J" + String(repeating: "e\u{301}\u{323}\u{202E}", count: 2_000_000)
        try desk.store.write { db in
            try db.run(
                """
                UPDATE customer SET created_at = ?1, arrived_at = ?1, first_touched_at = ?1, first_wait = ?1, attempts = ?1, last_contact_at = ?1,
                    last_outcome = '?', status = 'nobody''s', next_call_date = '0000-99-99', remark = ?2, company_name = ?2
                WHERE customer_name = 'Ada'
                """, [number, remark])
            try db.run("UPDATE activity SET at = ?1, attempt = ?1, text = ?2 WHERE customer_id = 1", [number, remark])
            try db.run("UPDATE customer_count SET n = ? WHERE status <> 'new'", [Int64.max])
        }
        try desk.start()
        #expect(await desk.shows { $0.contains("Ada") && $0.contains("Zoe") }, "\(desk.terminal.text)")
        desk.press("g", number < 0 ? "G" : "g", "Enter")
        #expect(await desk.shows { $0.contains("TIMELINE") && $0.contains("Ada") }, "\(desk.terminal.text)")
        desk.press("Escape", "2")
        #expect(await desk.shows { $0.contains("Ada") || $0.contains("Zoe") }, "\(desk.terminal.text)")
        desk.press("4")
        #expect(await desk.shows("Insights"))
        desk.press("3", "1", "/")
        desk.type("zoe")
        desk.press("Enter")
        #expect(await desk.shows("Zoe"), "\(desk.terminal.text)")
        #expect(!desk.terminal.text.contains("ould not be read") && !desk.terminal.text.contains("\u{202E}"))
    }
}
