import CRM
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Indexes that are made on demand") struct OrderIndexTests {
    private func indexes(_ store: CRMStore) throws -> Set<String> {
        let all = try store.sqlite.pool.read { try Set(String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'index'")) }
        return all.intersection(OrderIndexing.columns.map { "customer_by_\($0)" })
    }

    private func fill(_ desk: Desk, _ store: CRMStore, _ count: Int) throws {
        // 7919 is prime, so each remark stands once.
        let rows = (0..<count).map { number in
            Customer(
                id: 0, spreadsheetID: 0, customerName: "n\(number)", remark: "r\(100_000 + number * 7919 % count)", createdAt: Desk.start)
        }
        try store.importCustomers(rows, into: desk.sheet)
    }

    @Test("a large spreadsheet that is sorted by its remarks is sorted at once, and along an index from then on")
    func made() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let count = OrderIndexing.few + 1
        try fill(desk, store, count)
        let query = SheetQuery(desk.sheet, order: SheetOrder(.field(.remark), descending: false))
        #expect(try indexes(store).isEmpty)
        let before = try store.rows(query, from: .start, limit: 30)
        #expect(before.rows.map(\.remark) == (0..<30).map { "r\(100_000 + $0)" })
        store.sqlite.orderIndexing.queue.sync {}
        #expect(try indexes(store) == ["customer_by_remark_key"])
        #expect(try store.rows(query, from: .start, limit: 30).rows == before.rows)
        let next = try store.rows(query, from: .after(before.rows[29]), limit: 5)
        #expect(next.rows.map(\.remark) == (30..<35).map { "r\(100_000 + $0)" })
    }

    @Test("a small spreadsheet is sorted without one")
    func small() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        try fill(desk, store, 50)
        for field in [CustomerField.remark, .email, .phoneNumber, .nextCallDate] {
            _ = try store.rows(SheetQuery(desk.sheet, order: SheetOrder(.field(field), descending: true)), from: .end, limit: 9)
        }
        store.sqlite.orderIndexing.queue.sync {}
        #expect(try indexes(store).isEmpty)
    }
}
