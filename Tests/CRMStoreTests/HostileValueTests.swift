import CRM
import Foundation
import Testing

@testable import CRMStore

/// Rows that no rule of this program lets through, as another program may have written them.
@Suite("Values that another program has written") struct HostileValueTests {
    private static let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)
    /// The greatest and the smallest number of a row, and what a person may take for years.
    private static let numbers = ["9223372036854775807", "-9223372036854775808", "9223372036854775", "-210866803200000"]

    /// Runs statements past all rules. The server holds everybody to its bounds, so these are taken away, as from rows of an earlier version.
    private func put(_ desk: Desk, _ statements: [String]) throws {
        try #require(desk.store as? CRMStore).write { db in
            if db.isFar {
                for table in ["customer", "lead", "activity", "webhook_event", "customer_count", "spreadsheet"] {
                    try db.script("ALTER TABLE \(table) DROP CONSTRAINT \(table)_limits")
                }
            }
            for statement in statements { try db.script(statement) }
        }
    }

    /// Reads all that the screens and the commands show.
    private func readAll(_ desk: Desk) throws -> [Customer] {
        let store = desk.store
        var rows: [Customer] = []
        for order in [.arrival, .field(.nextCallDate), .field(.customerName), .field(.status)] as [SheetOrder.Key] {
            for isDescending in [false, true] {
                let query = SheetQuery(.user(desk.ana), order: SheetOrder(order, descending: isDescending))
                rows = try store.rows(query, from: .start, limit: 100).rows
                _ = try store.count(query, upTo: 100)
            }
        }
        for row in rows {
            _ = try (store.customer(row.id), store.lead(of: row.id), store.timeline(of: row.id, limit: 100))
            _ = try store.person(of: row.id, for: desk.ana, limit: 100)
            let age = LeadAge(of: row, hours: .standard, zone: .gmt)
            _ = (age?.text(at: Desk.start), age?.level(at: Desk.start), age?.nextChange(after: Desk.start))
        }
        for group in [nil] + CallGroup.now { _ = try store.calls(group, of: desk.ana, at: Self.moment, limit: 100) }
        _ = try store.callCounts(of: desk.ana, at: Self.moment, upTo: 100)
        _ = try store.spreadsheets(of: desk.ana).map(\.customers)
        _ = try store.activities(of: desk.ana, since: .distantPast, kind: nil, limit: 100)
        _ = try store.absence(of: desk.ana, since: Desk.start, at: Self.moment)
        let period = ClockPeriod(start: Desk.start.addingTimeInterval(-86_400), offset: 0)
        _ = try store.insightFacts(of: desk.ana, in: [period], by: .form)
        _ = try store.events(before: nil, state: nil, user: nil, limit: 100)
        _ = try store.dayLoad(of: desk.ana, on: Self.moment.today, except: nil)
        var exported: [Customer.ID] = []
        try store.export(user: nil, spreadsheet: nil) { exported.append($0.customer.id) }
        #expect(exported.sorted() == rows.map(\.id).sorted())
        return rows
    }

    @Test("a row with any numbers and times is listed, shown, exported, called and changed or refused", arguments: Engine.all, numbers)
    func anyNumber(_ engine: Engine, _ number: String) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let id = try desk.lead("l1", phone: "+39 347 123 4567").customer.id
        try desk.add([.customerName: "Sane"])
        try put(
            desk,
            [
                """
                UPDATE customer SET created_at = \(number), arrived_at = \(number), lead_created_at = \(number), first_touched_at = \(number),
                    first_wait = \(number), attempts = \(number), last_contact_at = \(number), do_not_call_at = \(number), version = \(number),
                    claimed_by = \(desk.ana), claimed_at = \(number), status = 'nobody''s', last_outcome = '?', next_call_date = '9999-99-99'
                WHERE id = \(id)
                """,
                "UPDATE lead SET created_time = \(number), answers = '{', consent = '[1', raw = ''",
                "UPDATE activity SET at = \(number), attempt = \(number), kind = 'edited'",
                "UPDATE webhook_event SET received_at = \(number), created_time = \(number), attempts = \(number), tries = \(number)",
                "UPDATE customer_count SET n = \(number.hasPrefix("-") ? "4611686018427387904" : number)",
                "UPDATE spreadsheet SET created_at = \(number)",
            ])
        #expect(try readAll(desk).map(\.id).contains(id))
        #expect(try desk.names(SheetQuery(desk.sheet, search: "sane")) == ["Sane"])
        let row = try #require(try desk.store.customer(id))
        #expect((-1...10_000).contains(CalendarDay(row.createdAt, in: .gmt).year))
        #expect(try desk.store.lead(of: id)?.answers == [])
        // It is changed or refused with a sentence, and the one beside it is worked with as ever.
        #expect(throws: Never.self) {
            do { _ = try desk.edit(id, .remark, "", "x") } catch is StoreError {}
            do {
                _ = try desk.store.apply(.logCall(CallLog(customerID: id, outcome: .noAnswer, edits: [])), by: desk.ana, at: Desk.start)
            } catch is StoreError {}
        }
    }

    @Test("a page of the list after a row with a time beyond all calendars goes on with the next row", arguments: Engine.all)
    func paging(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try (1...4).map { try desk.add([.customerName: "\($0)"]) }
        try put(desk, [])
        for number in Self.numbers {
            try #require(desk.store as? CRMStore).write { db in
                _ = try db.run("UPDATE customer SET created_at = \(number), arrived_at = \(number)", [])
            }
            var seen: [Customer.ID] = []
            var anchor = WindowAnchor.start
            for _ in 0..<4 {
                let window = try desk.store.rows(SheetQuery(desk.sheet), from: anchor, limit: 1)
                guard let row = window.rows.first else { break }
                seen.append(row.id)
                anchor = .after(row)
            }
            #expect(seen.sorted() == ids && Set(seen).count == 4, "\(number)")
        }
    }

    @Test("a text of many megabytes is shown to its millionth byte", arguments: Engine.all)
    func longText(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        let accents = String(repeating: "a\u{301}\u{323}\u{301}", count: 300_000)
        try put(desk, [])
        try #require(desk.store as? CRMStore).write { db in
            try db.run("UPDATE customer SET remark = ?, company_name = ?", [String(repeating: "x", count: 20_000_000), accents])
            try db.run("UPDATE activity SET text = ?", [accents])
        }
        let row = try #require(try readAll(desk).first)
        #expect(row.remark.utf8.count == 1_000_000 && row.companyName.utf8.count <= 1_000_000 && row.id == id)
        #expect(try desk.store.timeline(of: id, limit: 9).allSatisfy { $0.text.utf8.count <= 1_000_000 })
    }

    @Test(
        "a step that another program has written over is said and left out, so that the one before it can be taken back",
        arguments: Engine.all)
    func brokenStep(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .remark, "", "first")
        try desk.edit(id, .companyName, "", "Acme")
        try put(desk, ["UPDATE activity SET before = '{not JSON' WHERE id = (SELECT max(id) FROM activity)"])
        let refused = #expect(throws: StoreError.self) { try desk.undo() }
        #expect(refused?.message.contains("another program has written over it") == true, "\(refused?.message ?? "")")
        #expect(try desk.undo() == "undid: remark of M: none → first")
        #expect(try desk.store.customer(id)?.companyName == "Acme" && desk.store.customer(id)?.remark == "")
    }

    @Test("a mapping that cannot be read is none", arguments: Engine.all)
    func brokenMapping(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1")
        try #require(desk.store as? CRMStore).write { db in
            try db.run("INSERT INTO form_mapping (form_id, targets, at) VALUES ('f1', '[[', 1)", [])
        }
        #expect(throws: Never.self) { try desk.store.formEntries(user: nil) }
        #expect(throws: Never.self) { try desk.store.formEntry("f1") }
    }
}
