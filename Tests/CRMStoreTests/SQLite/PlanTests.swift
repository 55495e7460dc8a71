import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore

@Suite("How SQLite reads and writes") struct PlanTests {
    private func plan(_ store: CRMStore, _ sql: String, _ arguments: StatementArguments) throws -> String {
        try store.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { $0["detail"] as String }.joined(separator: "; ")
        }
    }

    @Test("a window of any order is read along an index from a place in it, without sorting")
    func windows() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let ghost = Customer(id: 5, spreadsheetID: desk.sheet, customerName: "x", createdAt: Desk.start)
        for order in WindowTests.orders {
            let sql = SheetSQL(query: SheetQuery(desk.sheet, order: order), words: [], expected: nil)
            let place = sql.place(of: ghost)
            for side in [SheetSQL.Side.all(backwards: false), .after(place), .before(place), .from(place)] {
                let statement = sql.rows(side, limit: 10)
                let plan = try plan(store, statement.sql, statement.arguments)
                #expect(plan.contains("USING INDEX customer_by_\(sql.column) (spreadsheet_id=?"), "\(plan)")
                #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
                if case .all = side { continue }
                #expect(plan.contains("(\(sql.column),place)"), "\(plan)")
            }
        }
    }

    @Test("the indexes agree with the rows after all kinds of writes")
    func integrity() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        for index in 0..<50 { try desk.add([.customerName: "\(index % 7)", .remark: "same"]) }
        for customer in try store.rows(SheetQuery(desk.sheet), from: .start, limit: 20).rows {
            try desk.edit(customer.id, .status, "new", "won")
            _ = try store.apply(.deleteCustomer(customer.id), by: desk.ana, at: Desk.start)
        }
        for _ in 0..<11 { _ = try desk.undo() }
        let found = try store.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(found == ["ok"])
        let broken = try store.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
        #expect(broken.isEmpty)
    }

    @Test("writes are on the disk when they return")
    func durable() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let pragmas = try store.pool.writeWithoutTransaction { db in
            try ["synchronous", "foreign_keys", "journal_mode", "busy_timeout"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(pragmas == ["2", "1", "wal", "5000"])
    }

    @Test("a write that the database refuses keeps nothing of it")
    func atomic() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let people = [
            Customer(id: 0, spreadsheetID: 0, customerName: "good", createdAt: Desk.start),
            Customer(id: 0, spreadsheetID: 0, customerName: "bad", status: "", createdAt: Desk.start),
        ]
        let error = #expect(throws: StoreError.self) { try store.importCustomers(people, into: desk.sheet) }
        guard case .cannotWrite? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try desk.names(SheetQuery(desk.sheet)) == [])
    }
}
