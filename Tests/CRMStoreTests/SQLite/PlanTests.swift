import CRM
import Foundation
import GRDB
import Synchronization
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("How SQLite reads and writes") struct PlanTests {
    private func plan(_ store: CRMStore, _ sql: String, _ arguments: [(any SQLConvertible)?]) throws -> String {
        try store.read { db in
            let steps = try db.rows("EXPLAIN QUERY PLAN " + sql, arguments)
            return steps.map { $0["detail"] as String }.joined(separator: "; ")
        }
    }

    @Test("a window of any order is read along an index from a place in it, without sorting")
    func windows() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let ghost = Customer(id: 5, spreadsheetID: desk.sheet, customerName: "x", createdAt: Desk.start)
        for column in OrderIndexing.columns { store.sqlite.orderIndexing.wake(store.sqlite, column) }
        store.sqlite.orderIndexing.queue.sync {}
        for order in WindowTests.orders {
            let sql = WindowSQL(
                dialect: SQLiteDialect(), spreadsheets: [desk.sheet], order: order, ended: StatusCatalogue.standard.ended)
            let place = sql.place(of: ghost)
            for side in [WindowSQL.Side.all(backwards: false), .after(place), .before(place), .from(place)] {
                let statement = sql.page(side, limit: 10)
                let plan = try plan(store, statement.sql, statement.arguments)
                #expect(plan.contains("USING INDEX customer_by_\(sql.column) (spreadsheet_id=?"), "\(plan)")
                #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
                if case .all = side { continue }
                #expect(plan.contains("(\(sql.column),place)"), "\(plan)")
            }
        }
    }

    @Test("an edit names no column but those that it changes, and what follows from them")
    func namedColumns() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let id = try desk.add([.customerName: "M", .phoneNumber: "+39 347 123 4567"])
        let statements = Mutex<[String]>([])
        store.sqlite.pool.writeWithoutTransaction { db in
            db.trace { event in
                if case .statement(let statement) = event, statement.sql.hasPrefix("UPDATE customer SET") {
                    statements.withLock { $0.append(statement.sql) }
                }
            }
        }
        try desk.edit(id, .status, "new", "won")
        try desk.edit(id, .phoneNumber, "+39 347 123 4567", "+39 347 765 4321")
        _ = try desk.store.apply(.logMessage(MessageLog(customerID: id, channel: .whatsapp)), by: desk.ana, at: Desk.start)
        let named = statements.withLock { $0 }.map { sql in
            ["customer_name", "phone_number", "status", "first_touched_at", "attempts", "search_text"].filter { sql.contains("\($0) = ?") }
        }
        #expect(named == [["status", "first_touched_at", "search_text"], ["phone_number", "search_text"], ["attempts"]])
    }

    @Test("no statement that the journal or a window runs reads a whole table")
    func noScans() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        try desk.savePage("100")
        let statements = Mutex<Set<String>>([])
        let record = { (db: Database) in
            db.trace { event in
                if case .statement(let statement) = event { statements.withLock { _ = $0.insert(statement.sql) } }
            }
        }
        store.sqlite.pool.writeWithoutTransaction(record)
        try store.sqlite.pool.read(record)
        let events = try desk.post(["l1", "l2"])
        _ = try store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: [])
        _ = try desk.save(Desk.arrival("l1"), for: events[0].id, in: store)
        try store.settle(events[1].id, AttemptResult(state: .waiting, nextAttemptAt: Desk.start))
        _ = try desk.save(Desk.arrival("l1"), for: events[0].id, in: store)
        try store.recoverFetching()
        try store.setState(page: "100", .ok, at: Desk.start)
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .status, "new", "won")
        _ = try desk.undo()
        _ = try desk.redo()
        let mapping = FormMapping(["full_name": .remark])
        let step = try store.beginRemap(ofForm: "f1", mapping, by: desk.ana, at: Desk.start)
        let contact = LeadContact(name: "María Rossi", phone: "+39 333 1234")
        for lead in try store.leads(ofForm: "f1", after: "", limit: 5) + store.someLeads(ofForm: "f1", limit: 5) {
            let other = RemappedLead(
                leadgenID: lead.leadgenID, answers: [], formName: "f", contact: LeadContact(), previous: contact, former: [contact])
            _ = try store.remap([other], step: step, by: desk.ana, at: Desk.start)
        }
        try store.endRemap(step, ofForm: "f1", RemapResult(changed: 1))
        _ = try desk.undo()
        _ = try store.form("f1")
        _ = try store.timeline(of: id, limit: 5)
        _ = try store.nextDue()
        _ = try store.events(before: nil, state: nil, user: nil, limit: 5)
        _ = try store.events(before: nil, state: .saved, user: desk.ana, limit: 5)
        _ = try store.arrivals(user: desk.ana, until: Desk.start, span: 60, buckets: 3)
        _ = try store.rows(SheetQuery(desk.sheet), from: .start, limit: 5)
        for number in 1...3 { try desk.add([.phoneNumber: "+39 347 123 4567", .email: "\(number % 2)@x.it"]) }
        var answered = SheetQuery(desk.sheet)
        answered.questions = ["budget?"]
        let row = try #require(try store.rows(answered, from: .start, limit: 5).rows.first?.id)
        _ = try store.apply(.mergeRows(of: row), by: desk.ana, at: Desk.start)
        _ = try store.person(of: row, for: desk.ana, limit: 5)
        _ = try store.joined(in: desk.sheet, limit: 5)
        _ = try desk.undo()
        let seen = statements.withLock { $0.filter { $0.hasPrefix("SELECT") || $0.hasPrefix("UPDATE") || $0.hasPrefix("WITH") } }
        #expect(seen.count > 20)
        for sql in seen.sorted() {
            #expect(try wholeTables(store, sql) == [], "\(sql)")
        }
        #expect(seen.contains { $0.contains("lead.answers") })
        #expect(seen.contains { $0.contains("json_each") } && seen.contains { $0.contains("phone_e164 = ?1") })
        #expect(try wholeTables(store, "SELECT id FROM customer WHERE search_text = ?") == ["SCAN customer"])
    }

    @Test("the customers with a number or an address are found along an index")
    func contacts() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        for column in ["phone_e164", "email_key"] {
            let plan = try plan(store, "SELECT id FROM customer WHERE \(column) = ? AND deleted_at IS NULL AND id <> ?", ["x", 1])
            #expect(plan == "SEARCH customer USING INDEX customer_with_\(column) (\(column)=?)")
        }
    }

    @Test("an import looks at no other rows of its spreadsheet than those with the number or the address")
    func importing() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        for statement in [ImportSQL.byPhone(SQLiteDialect()), ImportSQL.byEmail(SQLiteDialect())] {
            let plan = try plan(store, statement, ["x", desk.sheet])
            #expect(plan.contains("=? AND spreadsheet_id=?)"), "\(plan)")
        }
    }

    /// The steps of a statement's plan that read a whole table, or sort.
    private func wholeTables(_ store: CRMStore, _ sql: String) throws -> [String] {
        let tables = ["customer", "lead", "activity", "webhook_event", "webhook_delivery"]
        return try store.sqlite.pool.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            statement.setUncheckedArguments([])
            return try Row.fetchAll(statement).map { $0["detail"] as String }.filter { step in
                step.contains("TEMP B-TREE FOR ORDER BY") || tables.contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ") }
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
        let found = try store.sqlite.pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(found == ["ok"])
        let broken = try store.sqlite.pool.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
        #expect(broken.isEmpty)
    }

    @Test("writes are on the disk when they return")
    func durable() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let pragmas = try store.sqlite.pool.writeWithoutTransaction { db in
            try ["synchronous", "foreign_keys", "journal_mode"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(pragmas == ["2", "1", "wal"])
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
