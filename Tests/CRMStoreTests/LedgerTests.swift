import CRM
import Foundation
import Testing

@Suite("The ledger") struct LedgerTests {
    /// A lead as the catch-up finds it.
    private func found(_ lead: String, page: String = "100") -> Delivery {
        Delivery(
            receivedAt: Desk.start, body: Array("{\"id\":\"\(lead)\"}".utf8),
            events: [NewEvent(kind: .lead, pageID: page, leadgenID: lead, formID: "f1", signatureChecked: true, source: .catchUp)])
    }

    @Test("leads are counted by how they came, each once, and what waits or failed with them", arguments: Engine.withService)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.store.noteForms(
            [FormCount(formID: "f1", name: "Kitchen form", held: 7), FormCount(formID: "f2", held: 0)], of: "100", at: Desk.start)
        let sent = try desk.post(["w1", "w1", "w2", "waits", "waits", "fails"])
        let fromLists = try desk.store.appendMissing([found("c1"), found("c2")])
        _ = try desk.save(Desk.arrival("w1"), for: sent[0].id, at: Desk.start)
        _ = try desk.save(Desk.arrival("w2"), for: sent[2].id, at: Desk.start)
        _ = try desk.save(Desk.arrival("c1"), for: fromLists[0].id, at: Desk.start)
        try desk.store.settle(sent[5].id, AttemptResult(state: .failed, error: "gone"))
        let rows = [
            LedgerRow(
                pageID: "100", formID: "f1", formName: "Kitchen form", meta: 7, byWebhook: 2, byCatchUp: 1, waiting: 2, failed: 1),
            LedgerRow(pageID: "100", formID: "f2", meta: 0),
        ]
        #expect(try desk.again().ledger(user: nil) == rows)
        #expect(try desk.store.ledger(user: desk.ana) == rows)
        #expect(try desk.store.ledger(user: try desk.store.addUser("ben").id).isEmpty)
        #expect(try desk.store.page("100")?.leads == LedgerTotals(meta: 7, here: 3, missing: 4))
    }

    @Test("a lead found first and announced later counts as announced", arguments: Engine.withService)
    func announcedLater(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let event = try desk.store.appendMissing([found("l1")])[0]
        _ = try desk.save(Desk.arrival("l1"), for: event.id, at: Desk.start)
        #expect(try desk.store.ledger(user: nil).map(\.byCatchUp) == [1])
        let late = try desk.post(["l1"])[0]
        try desk.store.settle(late.id, AttemptResult(state: .saved, error: "same lead again, already here"))
        #expect(try desk.store.ledger(user: nil) == [LedgerRow(pageID: "100", formID: "f1", formName: nil, byWebhook: 1)])
    }

    @Test("more of one form does not hide that another lacks some", arguments: Engine.withService)
    func perForm(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        for lead in ["a", "b", "c"] {
            _ = try desk.save(Desk.arrival(lead), for: try desk.post([lead])[0].id, at: Desk.start)
        }
        try desk.store.noteForms([FormCount(formID: "f1", held: 1), FormCount(formID: "f2", held: 2)], of: "100", at: Desk.start)
        #expect(try desk.store.page("100")?.leads == LedgerTotals(meta: 5, here: 3, missing: 2))
    }

    @Test("leads that Meta keeps no longer do not hide that newer ones are missing", arguments: Engine.withService)
    func expired(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        for (lead, days) in [("old", 100.0), ("older", 91), ("new", 1)] {
            let created = Desk.start.addingTimeInterval(-days * 86_400)
            _ = try desk.save(Desk.arrival(lead, created: created), for: try desk.post([lead])[0].id, at: Desk.start)
        }
        try desk.store.noteForms([FormCount(formID: "f1", held: 3)], of: "100", at: Desk.start)
        #expect(try desk.store.page("100")?.leads == LedgerTotals(meta: 5, here: 3, missing: 2))
    }

    @Test("only what is neither a customer nor in the journal is written, whatever became of it", arguments: Engine.withService)
    func missing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let events = try desk.post(["saved", "failed", "deleted"])
        let customer = try desk.save(Desk.arrival("saved"), for: events[0].id, at: Desk.start)
        #expect(customer.isNew)
        try desk.store.settle(events[1].id, AttemptResult(state: .failed, error: "gone"))
        let other = try desk.save(Desk.arrival("deleted"), for: events[2].id, at: Desk.start).customer
        _ = try desk.store.apply(.deleteCustomer(other.id), by: desk.ana, at: Desk.start)
        let written = try desk.store.appendMissing(["saved", "new", "failed", "deleted", "new"].map { found($0) })
        #expect(written.map(\.leadgenID) == ["new"])
        #expect(written.first?.source == .catchUp && written.first?.state == .received)
        #expect(try desk.store.raw(of: written[0].id)?.body == Array("{\"id\":\"new\"}".utf8))
        #expect(try desk.again().event(written[0].id)?.event.source == .catchUp)
        #expect(try desk.store.appendMissing([found("new")]).isEmpty)
    }

    @Test("a mark moves forward alone, and a page that is removed takes its books with it", arguments: Engine.withService)
    func books(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        #expect(try desk.store.catchUpPages() == [CatchUpPage(pageID: "100")])
        try desk.store.noteForms([FormCount(formID: "f1", held: 3)], of: "100", at: Desk.start)
        #expect(try desk.store.mark(ofForm: "f1", page: "100") == nil)
        try desk.store.setMark(Desk.start, ofForm: "f1", page: "100")
        try desk.store.setMark(Desk.start.addingTimeInterval(-60), ofForm: "f1", page: "100")
        #expect(try desk.again().mark(ofForm: "f1", page: "100") == Desk.start)
        let problem = Problem(.catchUp, "no", remedy: "wait")
        try desk.store.noteCatchUp(page: "100", at: Desk.start, problem: problem)
        #expect(try desk.store.catchUpPages() == [CatchUpPage(pageID: "100", endedAt: Desk.start, problem: problem, hasLeads: true)])
        #expect(try desk.store.page("100")?.catchUpProblem == problem)

        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        try desk.store.noteForms([FormCount(formID: "f1", held: 3)], of: "100", at: Desk.start)
        try desk.store.noteCatchUp(page: "100", at: Desk.start, problem: nil)
        #expect(try desk.store.catchUpPages().isEmpty)
        try desk.savePage("100")
        #expect(try desk.store.mark(ofForm: "f1", page: "100") == nil)
        #expect(try desk.store.catchUpPages() == [CatchUpPage(pageID: "100")])
    }

    @Test("a notification without a lead's id is noted with its page", arguments: Engine.withService)
    func wanted(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let event = { (page: String) in
            NewEvent(kind: .other, pageID: page, signatureChecked: true, state: .ignored, error: "no id", wantsCatchUp: true)
        }
        _ = try desk.store.append([Delivery(receivedAt: Desk.start, body: [], events: [event("100"), event("unknown")])])
        #expect(try desk.again().catchUpPages().map(\.wantedAt) == [Desk.start])
    }

    @Test("a user that is removed leaves nothing in the counts", arguments: Engine.withService)
    func removed(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        _ = try desk.save(Desk.arrival("l1"), for: try desk.post(["l1"])[0].id, at: Desk.start)
        try desk.store.removeUser(desk.ana, at: Desk.start)
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("100", by: ben)
        #expect(try desk.store.page("100")?.leads == LedgerTotals())
    }

    @Test("a person who was erased does not come back from Meta's lists, and is not missing in the counts", arguments: Engine.withService)
    func erased(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let keeper = try #require(desk.store as? any StoreMaintenance)
        try desk.savePage("100")
        try desk.store.noteForms([FormCount(formID: "f1", held: 1)], of: "100", at: Desk.start)
        let event = try desk.store.appendMissing([found("l1")])[0]
        let customer = try desk.save(Desk.arrival("l1"), for: event.id, at: Desk.start).customer
        _ = try keeper.erase(customer: customer.id, by: "ana", at: Desk.start)
        #expect(try desk.store.appendMissing([found("l1")]).isEmpty)
        #expect(try desk.store.page("100")?.leads == LedgerTotals(meta: 0, here: 0, missing: 0))
        #expect(try desk.store.raw(of: event.id)?.body == [])
    }
}
