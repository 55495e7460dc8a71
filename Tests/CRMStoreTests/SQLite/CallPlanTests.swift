import CRM
import Foundation
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("How SQLite reads the call list") struct CallPlanTests {
    /// The steps of a statement that are told of a table or of sorting.
    private func plan(_ store: CRMStore, _ statement: SQLStatement) throws -> [String] {
        try store.read { db in
            try db.rows("EXPLAIN QUERY PLAN " + statement.sql, statement.arguments).map { $0["detail"] as String }
        }
    }

    @Test("every group is read and counted along its index from a place in it, without sorting, whatever the number of spreadsheets")
    func indexes() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)
        let spans = CallSpans(moment)
        let all = spans.now + [spans.later, spans.lastDue] + spans.spans(of: .day(moment.today.adding(days: 1)))
        for (sheets, shared) in [([desk.sheet], []), ([desk.sheet, 2, 3], []), ([desk.sheet, 2, 3], [2, 3])] as [([Int64], Set<Int64>)] {
            let sql = CallListSQL(dialect: SQLiteDialect(), sheets: sheets, shared: shared, user: desk.ana)
            for span in all {
                for statement in sql.keys(span, limit: 10) + [sql.count(span, limit: 10)].compactMap(\.self) {
                    let steps = try plan(store, statement)
                    let reads = steps.filter { $0.contains("customer") }
                    #expect(!reads.isEmpty)
                    for step in reads {
                        #expect(step.contains("SEARCH customer USING INDEX customer_"), "\(step)")
                        #expect(
                            step.contains("(spreadsheet_id=? AND call_class=? AND call_up>? AND call_up<?)")
                                || step.contains("(spreadsheet_id=? AND arrived_at>? AND arrived_at<?)"), "\(step)")
                    }
                    #expect(!steps.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN customer") }, "\(steps)")
                }
            }
        }
    }

    @Test("what happened since a moment is read along its index, the newest first, without sorting")
    func activities() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let steps = try plan(store, (TimelineSQL.recent(SQLiteDialect(), of: nil), [desk.sheet, Int64(0), 10]))
        #expect(steps.contains { $0.contains("USING INDEX activity_recent (spreadsheet_id=? AND at>?)") }, "\(steps)")
        #expect(!steps.contains { $0.contains("TEMP") || $0.hasPrefix("SCAN") }, "\(steps)")
    }

    @Test("who was called in a time is read along the index of the calls' time, of one user along that user's")
    func called() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let sql = FilterSQL(dialect: SQLiteDialect(), names: FilterSQL.Names())
        let time = CallTime([ClockPeriod(start: Desk.start, end: Desk.start + 86_400, offset: 0)])
        let indexes = [(nil, "activity_called_at (at>? AND at<?)"), (desk.ana, "activity_called (user_id=? AND at>? AND at<?)")]
        for (user, index) in indexes as [(User.ID?, String)] {
            let steps = try plan(store, sql.callees(time, by: user, limit: 10))
            #expect(steps.contains { $0.contains("SEARCH made USING INDEX \(index)") }, "\(steps)")
            #expect(!steps.contains { $0.hasPrefix("SCAN made") }, "\(steps)")
        }
    }

    @Test("rows and their newest lines are looked up one by one")
    func rows() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let dialect = SQLiteDialect()
        let rows = try plan(store, (CallListSQL.rows(dialect), [dialect.argument([1, 2])]))
        #expect(rows.contains { $0.contains("SEARCH customer USING INTEGER PRIMARY KEY") }, "\(rows)")
        let last = try plan(store, (CallListSQL.last, [Int64(1)]))
        #expect(last.contains { $0.contains("activity_customer (customer_id=?)") } && !last.contains { $0.contains("TEMP") }, "\(last)")
    }
}
