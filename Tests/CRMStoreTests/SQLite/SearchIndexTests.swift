import Base
import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("The search's index") struct SearchIndexTests {
    private static let words = [
        "anna", "ängström", "jiří", "渡邊翔", "o'brien", "100%_\"x\"", "+351 912 555 079", "kitchen", "zo", "\u{0915}\u{094D}\u{0937}a",
    ]

    private static func customer(_ random: inout SeededGenerator, _ number: Int) -> Customer {
        func text() -> String {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        }
        return Customer(
            id: 0, spreadsheetID: 0, customerName: text(), remark: "\(text()) \(number)",
            createdAt: Desk.start.addingTimeInterval(Double(number)))
    }

    /// What a search must find, by looking at each row.
    private func expected(_ store: CRMStore, _ sheet: Spreadsheet.ID, _ search: String) throws -> [Customer.ID] {
        try store.sqlite.pool.read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT id, search_text FROM customer WHERE spreadsheet_id = ? AND deleted_at IS NULL ORDER BY arrived_at DESC, id DESC",
                arguments: [sheet])
        }.filter { SearchText.has(search, in: $0["search_text"]) }.map { $0["id"] }
    }

    private func found(_ store: CRMStore, _ sheet: Spreadsheet.ID, _ search: String) throws -> [Customer.ID] {
        try store.rows(SheetQuery(sheet, search: search, order: SheetOrder(.arrival, descending: true)), from: .start, limit: 10_000).rows
            .map(\.id)
    }

    @Test(
        "what a search finds is the same with all rows in it, some or none, whatever is written meanwhile",
        arguments: 1...4 as ClosedRange<UInt64>)
    func same(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let other = try #require(
            try store.apply(.createSpreadsheet(name: "Other", description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
        for round in 0..<12 {
            let rows = (0..<60).map { Self.customer(&random, round * 60 + $0) }
            var ids = try store.importCustomers(rows.prefix(40), into: desk.sheet) + store.importCustomers(rows.suffix(20), into: other)
            if Bool.random(using: &random) { _ = try store.sqlite.indexForSearch() }
            ids.shuffle(using: &random)
            let before = try #require(try store.customer(ids[0]))
            try desk.edit(ids[0], .remark, before.remark, "rewritten \(Self.words.randomElement(using: &random) ?? "")")
            _ = try store.apply(.deleteCustomer(ids[1]), by: desk.ana, at: Desk.start)
            _ = try store.apply(.deleteCustomer(ids[2]), by: desk.ana, at: Desk.start)
            if Bool.random(using: &random) { _ = try desk.undo() }
            _ = try store.erase(customer: ids[3], by: "ana", at: Desk.start)
            for search in Self.words + ["kitchen anna", "rewritten", "912555", "nobody at all", "渡邊", "351 912 555"] {
                #expect(try found(store, desk.sheet, search) == expected(store, desk.sheet, search), "\(search), round \(round)")
            }
        }
        try store.sqlite.writeDatabase { db in
            try db.execute(sql: "INSERT INTO customer_search (customer_search) VALUES ('integrity-check')")
        }
    }

    @Test("a word that few rows have is looked for in these alone, and sorted")
    func plan() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        try store.importCustomers(
            (0..<3).map { Customer(id: 0, spreadsheetID: 0, customerName: "Anna \($0)", createdAt: Desk.start) }, into: desk.sheet)
        while try store.sqlite.indexForSearch() {}
        let plan = try store.read { db in
            let sql = try store.statements(db, SheetQuery(desk.sheet, search: "anna"), wanted: 100)[0]
            guard case .rows(let list) = sql.route else { return ["\(sql.route)"] }
            #expect(try db.values(Int64.self, "SELECT value FROM \(list.sql)", list.arguments).count == 3)
            let statement = sql.page(.all(backwards: false), limit: 10)
            return try db.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.arguments).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("SEARCH customer USING INTEGER PRIMARY KEY") }, "\(plan)")
        #expect(try store.sqlite.pool.read { try SearchIndex.answer($0, SearchText.terms("nobody"), upTo: 3000)?.candidates } == [])
    }

    @Test("the more rows are wanted, the more matches are looked for alone before the order is walked along")
    func wanted() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let rows = (0..<3100).map { Customer(id: 0, spreadsheetID: 0, customerName: "Anna \($0)", createdAt: Desk.start) }
        try store.importCustomers(rows, into: desk.sheet)
        while try store.sqlite.indexForSearch() {}
        let lookedAt = { (wanted: Int) in
            try store.read { db -> Int? in
                let route = try store.statements(db, SheetQuery(desk.sheet, search: "anna"), wanted: wanted)[0].route
                guard case .rows(let list) = route else { return nil }
                return try db.values(Int64.self, "SELECT value FROM \(list.sql)", list.arguments).count
            }
        }
        #expect(try lookedAt(100) == nil)
        #expect(try lookedAt(10_001) == rows.count)
    }

    @Test("a search that meets many rows that are not in it has them brought in")
    func wakes() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let rows = (0..<SearchIndex.mostWaiting + 1).map {
            Customer(id: 0, spreadsheetID: 0, customerName: "Anna \($0)", createdAt: Desk.start)
        }
        try store.importCustomers(rows, into: desk.sheet)
        // Too many to be looked through beside it: the order is walked along.
        #expect(try store.sqlite.pool.read { try SearchIndex.answer($0, SearchText.terms("anna"), upTo: 3000)?.candidates } == nil)
        #expect(try found(store, desk.sheet, "anna 2000").count == 1)
        store.sqlite.searchIndexing.queue.sync {}
        #expect(
            try store.sqlite.pool.read { try SearchIndex.answer($0, SearchText.terms("anna 2000"), upTo: 3000)?.candidates }?.count == 1)
    }

    @Test("what is asked of it is quoted, and no longer than narrows anything down")
    func question() {
        #expect(SearchIndex.question(SearchText.terms("anna")) == "((\"ann\" AND \"nna\"))")
        #expect(SearchIndex.question(SearchText.terms("a\"b")) == "((\"a\"\"b\"))")
        #expect(SearchIndex.question(SearchText.terms("ab")) == nil)
        let long = SearchIndex.question(SearchText.terms(String(repeating: "abcdefg", count: 200))) ?? ""
        #expect(long.utf8.count < 400)
    }
}
