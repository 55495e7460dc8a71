import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("How queries are read") struct QueryPlanTests {
    private static let context = QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard)

    private func plan(_ store: CRMStore, _ text: String, _ sheets: [Spreadsheet.ID], count: Bool = false) throws -> [String] {
        let filter = try QueryParser.parse(text, in: Self.context)
        return try store.read { db in
            let one = SheetQuery.Scope.spreadsheet(sheets[0])
            let scope = sheets.count == 1 ? one : .user(try store.liveSheet(db, sheets[0]).userID)
            let query = SheetQuery(scope, filter, order: filter.order ?? .newestFirst)
            let sql = try store.statements(db, query, wanted: 100)[0]
            let statement = try #require(count ? sql.count(limit: 10) : sql.page(.all(backwards: false), limit: 10))
            return try db.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.arguments).map { $0["detail"] as String }
        }
    }

    private func filled() throws -> (Desk, CRMStore, [Spreadsheet.ID]) {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let sheets =
            [desk.sheet]
            + (try (0..<4).compactMap { number in
                try store.apply(.createSpreadsheet(name: "S\(number)", description: ""), by: desk.ana, at: Desk.start).spreadsheetID
            })
        for sheet in sheets { try desk.add([.customerName: "Anna", .phoneNumber: "+39 347 123 4567"], to: sheet) }
        while try store.sqlite.indexForSearch() {}
        return (desk, store, sheets)
    }

    @Test("a number that few have is read by the index in all spreadsheets, and no table is walked through", arguments: [false, true])
    func digits(count: Bool) throws {
        let (_, store, sheets) = try filled()
        let plan = try plan(store, "347123", sheets, count: count)
        #expect(plan.contains { $0.contains("SEARCH customer USING INTEGER PRIMARY KEY") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN customer") }, "\(plan)")
    }

    @Test(
        "form, campaign and words beside a key are read by the index too",
        arguments: ["form:kitchen", "campaign:autumn", "has:note,phone anna", "anna -rossi"])
    func indexed(_ text: String) throws {
        let (desk, store, sheets) = try filled()
        try desk.savePage("100")
        var arrival = Desk.arrival("1")
        arrival.lead.campaignName = "Autumn"
        _ = try desk.save(arrival, for: desk.post(["1"])[0].id)
        while try store.sqlite.indexForSearch() {}
        let plan = try plan(store, text, sheets)
        #expect(plan.contains { $0.contains("SEARCH customer USING INTEGER PRIMARY KEY") }, "\(plan)")
    }

    @Test("nobody is looked for where the index knows that nobody can match")
    func nobody() throws {
        let (_, store, sheets) = try filled()
        let route = try store.read { db in try store.statements(db, SheetQuery(sheets[0], search: "xylophone"), wanted: 100)[0] }
        #expect(route.isForNobody && route.count(limit: 10) == nil)
    }

    @Test(
        "what few rows have is read along the index of that, in each spreadsheet",
        arguments: [
            ("status:won", "customer_by_status"), ("next:<today", "customer_by_call_up"), ("came:<1h sort:name", "customer_by_arrived_at"),
        ])
    func narrow(_ text: String, _ index: String) throws {
        let (_, store, sheets) = try filled()
        for some in [sheets, [sheets[0]]] {
            let plan = try plan(store, text, some)
            #expect(plan.contains { $0.contains("SEARCH customer USING INDEX \(index) (spreadsheet_id=?") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN customer ") || $0 == "SCAN customer" && some.count == 1 }, "\(plan)")
        }
    }

    @Test("all spreadsheets are each walked along the order, and only what was met is put together")
    func merged() throws {
        let (_, store, sheets) = try filled()
        for text in ["", "-has:phone", "attempts:>2"] {
            let plan = try plan(store, text, sheets)
            #expect(plan.count { $0.contains("USING INDEX customer_by_arrived_at (spreadsheet_id=?") } == 5, "\(plan)")
        }
    }

    @Test("what was erased is not in the search's index, nor in its pages")
    func erased() throws {
        let (desk, store, _) = try filled()
        let id = try desk.add([.customerName: "Gone"])
        while try store.sqlite.indexForSearch() {}
        _ = try store.apply(.addNote(id, text: "xylophone quartet"), by: desk.ana, at: Desk.start)
        #expect(try store.sqlite.pool.read { try SearchIndex.answer($0, SearchText.terms("xylophone"), upTo: 3000)?.candidates } == [id])
        _ = try store.erase(customer: id, by: "ana", at: Desk.start)
        #expect(try store.sqlite.pool.read { try SearchIndex.answer($0, SearchText.terms("xylophone"), upTo: 3000)?.candidates } == [])
        try store.sqlite.writeDatabase { db in
            try db.execute(sql: "INSERT INTO customer_search (customer_search) VALUES ('integrity-check')")
            // A trigram that nothing else has is in no page of the index.
            try db.execute(sql: "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, customer_search, row)")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM temp.words WHERE term IN ('xyl', 'ylo', 'rte')") == 0)
        }
    }
}
