import CRM
import Foundation
import Testing

@testable import CRMStore
@testable import PostgresEngine

@Suite("How PostgreSQL reads the rows of a role", .enabled(if: PostgresCluster.whyNot == nil)) struct GuardedPlanTests {
    private static let fill = """
        SET leadsheet.counted_later = 'on';
        INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at,
            created_at, name_key, company_key, next_call_date)
        SELECT CASE WHEN n % 2 = 0 THEN %ana ELSE %ben END, md5(n::text), '', '', '', '', (ARRAY['new', 'won', 'lost'])[1 + n % 3],
            md5(n::text) || CASE WHEN n % 8 < 2 THEN ' kowalski' ELSE '' END, n, 1, md5(n::text), 'c' || n % 100, CASE WHEN n % 4 = 0 THEN '2026-01-' || 10 + n % 20 END
        FROM generate_series(1, 9000) AS n;
        INSERT INTO webhook_event (delivery_id, kind, received_at, page_id, signature_checked, state)
        SELECT (SELECT min(id) FROM webhook_delivery), 'lead', n, 'p' || n % 5, 1, CASE WHEN n % 100 = 0 THEN 'received' ELSE 'saved' END
        FROM generate_series(1, 9000) AS n;
        """

    private func filled() throws -> Team {
        let team = try Team()
        try team.connection().command(
            Self.fill.replacing("%ana", with: "\(team.desk.sheet)").replacing("%ben", with: "\(team.sheetOfBen)"))
        // What was just written lies beside the index of trigrams until then.
        try team.connection().command("VACUUM ANALYZE")
        return team
    }

    @Test("windows and the call list are read along their indexes, and whose rows they are is asked once", arguments: ["ana", "bea"])
    func windows(_ name: String) throws {
        let team = try filled()
        let (connection, dialect) = (try team.connection(name), PostgresDialect())
        let ghost = Customer(id: 5000, spreadsheetID: team.desk.sheet, customerName: "8", createdAt: Date(milliseconds: 5000))
        let orders = WindowTests.orders.filter { ![.field(.phoneNumber), .field(.email), .field(.remark)].contains($0.key) }
        for order in orders {
            let sql = WindowSQL(dialect: dialect, spreadsheets: [team.desk.sheet], order: order, ended: StatusCatalogue.standard.ended)
            guard sql.column != "call_down" else { continue }
            for side in [WindowSQL.Side.all(backwards: false), .after(sql.place(of: ghost)), .before(sql.place(of: ghost))] {
                let statement = sql.rows(side, limit: 10)
                for isForAll in [false, true] {
                    let plan = try connection.plan(statement.sql, statement.arguments, isForAll: isForAll)
                    #expect(plan.contains("using customer_by_\(sql.column) on customer") && !plan.contains("Sort"), "\(plan)")
                    #expect(!plan.contains("SubPlan"), "\(plan)")
                    // A condition behind which a row could leak is looked at behind the policy: in each row from the list's end on.
                    let conditions = plan.split(separator: "\n").filter { $0.contains("ROW(") }
                    #expect(conditions.allSatisfy { $0.contains("Index Cond:") }, "\(plan)")
                }
            }
        }
        let list = CallListSQL(dialect: dialect, sheets: [team.desk.sheet], user: team.desk.ana)
        let span = CallListSQL.Span.dated([.planned, .untouched], low: "2026", high: "2027")
        for statement in list.keys(span, limit: 10) + [list.count(span, limit: 10)].compactMap(\.self) {
            for isForAll in [false, true] {
                let plan = try connection.plan(statement.sql, statement.arguments, isForAll: isForAll)
                #expect(plan.contains("Index") && !plan.contains("Seq Scan") && !plan.contains("SubPlan"), "\(plan)")
            }
        }
    }

    @Test("the service finds the journal's work along its index")
    func journal() throws {
        let (team, dialect) = (try filled(), PostgresDialect())
        let connection = try team.connection("serve")
        let due = try connection.plan(JournalSQL.due(dialect), [1, 2, 10, ""])
        #expect(due.contains("event_work") && !due.contains("Seq Scan on webhook_event"), "\(due)")
    }

    /// How many customers a search finds, nil for more than are wanted, and how often the index was read for it.
    private func search(_ word: String, most: Int, as name: String, _ team: Team) throws -> (found: Int64?, scans: Int) {
        let connection = try team.connection(name)
        let patterns = try #require(TrigramSearch.patterns([SearchTerm(exactly: word)]))
        let search = TrigramSearch(patterns: patterns, most: most, number: 0).statement
        func scans() throws -> Int {
            try connection.text("SELECT pg_stat_get_xact_numscans('customer_search'::regclass)").flatMap { Int($0) } ?? 0
        }
        // So few rows are read through sooner; that the index serves the statement is the question here.
        try connection.command("BEGIN; SET LOCAL enable_seqscan = off")
        let before = try scans()
        let result = try connection.query(search.sql, search.arguments)
        let after = try scans()
        try connection.command("ROLLBACK")
        return (Int64(sqlValue: result.value(row: 0, column: 0)), after - before)
    }

    @Test("a search is led by the index of trigrams, which a policy by itself would keep from it", arguments: ["ana", "bea"])
    func search(_ name: String) throws {
        let team = try filled()
        let connection = try team.connection(name)
        try connection.command("BEGIN; SET LOCAL enable_seqscan = off")
        let direct = try connection.plan("SELECT id FROM customer WHERE found_text LIKE '%c4ca4238%'", [])
        #expect(!direct.contains("customer_search"), "\(direct)")
        try connection.command("ROLLBACK")
        // The row is ben's.
        #expect(try search("c4ca4238", most: 10, as: name, team) == (found: name == "ana" ? 0 : 1, scans: 1))
    }

    @Test("among many customers the index serves a word that few have, and the order one of many", arguments: ["ana", "bea"])
    func commonWord(_ name: String) throws {
        let team = try filled()
        // As many as the server would count of a large team.
        try team.connection().command("UPDATE pg_class SET reltuples = 200000 WHERE oid = 'customer'::regclass")
        #expect(try search("kowalski", most: 1000, as: name, team) == (found: nil, scans: 0))
        #expect(try search("c4ca4238", most: 1000, as: name, team) == (found: name == "ana" ? 0 : 1, scans: 1))

        let query = SheetQuery(.spreadsheet(team.desk.sheet), CustomerFilter(words: "kowalski"))
        let store = try team.store(name)
        #expect(try store.rows(query, from: .start, limit: 30).rows.count == 30)
        #expect(try store.count(query, upTo: 10_000) == MatchCount(count: 1125, isMore: false))
    }
}
