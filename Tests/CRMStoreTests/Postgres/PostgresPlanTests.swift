import CRM
import Foundation
import Testing

@testable import CRMStore
@testable import PostgresEngine

/// PostgreSQL takes no hints; so many rows make it choose as it does in a spreadsheet that is used.
@Suite("How PostgreSQL reads", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresPlanTests {
    private static let fill = """
        INSERT INTO "user" (name, created_at) VALUES ('ana', 1);
        INSERT INTO spreadsheet (user_id, name, description, created_at) SELECT 1, 's' || n, '', 1 FROM generate_series(1, 3) AS n;
        INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at,
            created_at, name_key, company_key, next_call_date)
        SELECT 1 + n % 3, md5(n::text), '', '', '', '', (ARRAY['new', 'won', 'lost'])[1 + n % 3], md5(n::text), n, 1, md5(n::text),
            'c' || n % 100, CASE WHEN n % 2 = 0 THEN '2026-01-' || 10 + n % 20 END
        FROM generate_series(1, 9000) AS n;
        INSERT INTO webhook_delivery (received_at, body) VALUES (1, '');
        INSERT INTO webhook_event (delivery_id, kind, received_at, page_id, signature_checked, state)
        SELECT 1, 'lead', n, 'p' || n % 5, 1, CASE WHEN n % 100 = 0 THEN 'received' ELSE 'saved' END FROM generate_series(1, 9000) AS n;
        INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence, outcome)
        SELECT 1, 'ana', n, CASE WHEN n % 3 = 0 THEN 'called' ELSE 'noted' END, n, 1 + n % 3, '', '', CASE WHEN n % 3 = 0 THEN 'noAnswer' END
        FROM generate_series(1, 9000) AS n;
        ANALYZE;
        """

    @Test("of no statement machine code is made, however much the server reckons it to cost")
    func compiled() throws {
        let scratch = try Scratch()
        let connection = try Connection(ServerAddress(scratch.address()))
        try connection.command("SET jit_above_cost = 0")
        let plan = try connection.query("EXPLAIN (ANALYZE) SELECT count(*) FROM customer")
        let lines = (0..<plan.rowCount).compactMap { String(sqlValue: plan.value(row: $0, column: 0)) }
        #expect(lines.first?.contains("Aggregate") == true && !lines.contains { $0.contains("JIT") })
    }

    @Test("behind many new rows the server knows how many there are, and that all may see them")
    func known() throws {
        let scratch = try Scratch()
        let connection = try Connection(ServerAddress(scratch.address()))
        try connection.command(Self.fill.replacing("ANALYZE;", with: ""))
        // The tests' server does not wait for its log, and marks no row that is not in it yet.
        try connection.command("CHECKPOINT")
        try PostgresEngine(address: scratch.address()).checkpoint()
        let known = "SELECT (reltuples = 9000 AND relallvisible = relpages)::int FROM pg_class WHERE oid = 'customer'::regclass"
        #expect(try connection.text(known) == "1")
    }

    @Test("windows, the calls of a time and the journal's work are read along their indexes, without sorting")
    func indexes() throws {
        let scratch = try Scratch()
        let connection = try Connection(ServerAddress(scratch.address()))
        try connection.command(Self.fill)
        let dialect = PostgresDialect()
        let ghost = Customer(id: 5000, spreadsheetID: 1, customerName: "8", createdAt: Date(milliseconds: 5000))
        let orders = WindowTests.orders.filter { ![.field(.phoneNumber), .field(.email), .field(.remark)].contains($0.key) }
        #expect(orders.count > 4)
        for order in orders {
            let sql = WindowSQL(dialect: dialect, spreadsheets: [1], order: order, ended: StatusCatalogue.standard.ended)
            guard sql.column != "call_down" else { continue }
            let place = sql.place(of: ghost)
            for side in [WindowSQL.Side.all(backwards: false), .after(place), .before(place)] {
                let statement = sql.page(side, limit: 10)
                for isForAll in [false, true] {
                    let plan = try connection.plan(statement.sql, statement.arguments, isForAll: isForAll)
                    #expect(plan.contains("using customer_by_\(sql.column) on customer") && !plan.contains("Sort"), "\(plan)")
                }
            }
        }

        let called = FilterSQL(dialect: dialect, names: FilterSQL.Names())
            .callees(CallTime([ClockPeriod(start: Date(milliseconds: 8000), end: Date(milliseconds: 8300), offset: 0)]), by: nil, limit: 10)
        let calls = try connection.plan(called.sql, called.arguments)
        #expect(calls.contains("activity_called_at") && !calls.contains("Seq Scan"), "\(calls)")

        for statement in [ImportSQL.byPhone(dialect), ImportSQL.byEmail(dialect)] {
            let found = try connection.plan(statement, ["x", 1])
            #expect(found.contains("on customer_with_") || found.contains("using customer_with_"), "\(found)")
        }

        let due = try connection.plan(JournalSQL.due(dialect), [1, 2, 10, ""])
        #expect(due.contains("using event_work") && !due.contains("Seq Scan on webhook_event"), "\(due)")
    }
}
