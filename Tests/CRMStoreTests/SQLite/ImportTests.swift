import CRM
import CRMStore
import Foundation
import Synchronization
import Testing

@Suite("Customers brought in bulk") struct ImportTests {
    @Test("imported customers are read like any other, with their leads and timelines")
    func importing() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let mark = LeadMark(leadgenID: "l1", formName: "Form", isTest: true, createdTime: Desk.start.addingTimeInterval(-60))
        let people = [
            Customer(
                id: 0, spreadsheetID: 0, customerName: "A", status: "won", nextCall: NextCall("2026-10-01 10:00"), lead: mark,
                createdAt: Desk.start, firstTouchedAt: Desk.start),
            Customer(id: 0, spreadsheetID: 0, customerName: "B", createdAt: Desk.start),
        ]
        let ids = try store.importCustomers(people, into: desk.sheet)
        try store.importLeads([(ids[0], Desk.arrival("l1").lead)])
        let line = ImportedActivity(customerID: ids[1], kind: .noted, at: Desk.start, author: "ana", text: "hello")
        try store.importTimeline([line])
        let rows = try store.rows(SheetQuery(desk.sheet), from: .start, limit: 10).rows
        #expect(rows.map(\.id) == [ids[1], ids[0]])
        #expect(rows[1].lead == mark && rows[1].firstTouchedAt == Desk.start && rows[1].nextCall == people[0].nextCall)
        #expect(try store.lead(of: ids[0])?.answers.count == 1)
        #expect(try store.timeline(of: ids[1], limit: 5).map(\.text) == ["hello"])
        #expect(try store.customer(ofLead: "l1")?.id == ids[0])
        #expect(try store.spreadsheets(of: desk.ana).first?.byStatus == ["won": 1, "new": 1])
    }

    @Test("calls that are brought in bulk are counted and found like those that were made, and are nobody's to undo")
    func calls() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        var customer = Customer(id: 0, spreadsheetID: 0, customerName: "A", status: "won", createdAt: Desk.start)
        customer.contact = ContactState(attempts: 2, lastContactAt: Desk.start, lastOutcome: .won)
        let id = try #require(try store.importCustomers([customer], into: desk.sheet).first)
        try store.importTimeline([
            ImportedActivity(customerID: id, kind: .called, at: Desk.start - 60, author: "ana", text: "no answer (1)", outcome: .noAnswer),
            ImportedActivity(
                customerID: id, kind: .called, at: Desk.start, author: "ana", text: "won, status new → won", outcome: .won, status: "won"),
        ])
        #expect(try store.customer(id)?.contact == customer.contact)
        let question = InsightQuestion(span: .month, grouping: .form)
        let facts = try store.insightFacts(of: desk.ana, in: question.periods(at: Desk.start, in: .gmt), by: .form)
        #expect(Set(facts.calls.map(\.outcome)) == [.noAnswer, .won])
        let today = try QueryParser.parse(
            "status:won changed:today is:reached", in: QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard))
        #expect(try store.rows(SheetQuery(.spreadsheet(desk.sheet), today), from: .start, limit: 9).rows.map(\.id) == [id])
        // The last step is the spreadsheet's, which is kept for its customer.
        #expect(throws: StoreError.self) { try desk.undo() }
        #expect(try store.timeline(of: id, limit: 9).count == 2)
    }

    @Test("so many that the indexes are built anew are in order, and searches can be interrupted")
    func many() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        try desk.add([.customerName: "before"])
        let people = (0..<50_500).lazy.map { index in
            Customer(id: 0, spreadsheetID: 0, customerName: "c\(index * 7919 % 50_500)", createdAt: Desk.start)
        }
        try store.importCustomers(people, into: desk.sheet)
        #expect(try store.count(SheetQuery(desk.sheet), upTo: .max).count == 50_501)
        let query = SheetQuery(desk.sheet, order: SheetOrder(.field(.customerName)))
        #expect(try store.rows(query, from: .start, limit: 3).rows.map(\.customerName) == ["before", "c0", "c1"])
        #expect(try store.rows(SheetQuery(desk.sheet, search: "c31415"), from: .start, limit: 3).rows.count == 1)
        store.interruptSearch()
        #expect(try store.count(SheetQuery(desk.sheet, search: "c"), upTo: 1000) == MatchCount(count: 1000, isMore: true))

        // A thread of its own: a queue's threads may all be busy, and then nobody would interrupt.
        let isOver = Box()
        let interrupter = Thread { while !isOver.isSet { store.interruptSearch() } }
        interrupter.start()
        var thrown: (any Error)?
        for _ in 0..<2000 where thrown == nil {
            do { _ = try store.count(SheetQuery(desk.sheet, search: "nowhere"), upTo: 10) } catch { thrown = error }
        }
        isOver.set()
        #expect(thrown is CancellationError)
        while !interrupter.isFinished { sched_yield() }
        #expect(try store.count(SheetQuery(desk.sheet, search: "nowhere"), upTo: 10).count == 0)
    }
}

/// A flag that two threads share.
private final class Box: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}
