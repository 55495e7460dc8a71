import CRM
import CRMStore
import Foundation
import Testing

@Suite("The outbox of lead events") struct OutboxTests {
    private func events(_ desk: Desk, after: LeadEvent.ID = 0, user: User.ID? = nil) throws -> [LeadEvent] {
        try desk.store.leadEvents(after: after, user: user, limit: 99)
    }

    @Test("a lead that becomes a customer writes one event, with the customer as an export gives it", arguments: Engine.withService)
    func new(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let saved = try desk.lead("l1", phone: "+39 333 1234567")
        let event = try #require(try events(desk).first)
        #expect(try events(desk).count == 1)
        #expect(event.kind == .new && event.createdAt == Desk.start && event.leadgenID == "l1" && !event.isTest)
        var exported: [ExportRow] = []
        try desk.store.export(user: nil, spreadsheet: Spreadsheet.metaAdsLeads) { exported.append($0) }
        #expect(event.customer == exported.first)
        #expect(event.customer?.customer.id == saved.customer.id)
    }

    @Test("the same lead again writes none, nor does a customer that a person adds", arguments: Engine.withService)
    func duplicates(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1")
        try desk.lead("l1")
        try desk.add([.customerName: "by hand"])
        #expect(try events(desk).map(\.leadgenID) == ["l1"])
    }

    @Test("a lead that is not saved writes none, beside one that is", arguments: Engine.withService)
    func refused(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let posted = try desk.post(["l1"]) + desk.post(["l2"], page: "200")
        let ends: [(WebhookEvent.ID, AttemptEnd)] = [
            (posted[0].id, .read(Desk.arrival("l1"))), (posted[1].id, .read(Desk.arrival("l2", page: "200"))),
        ]
        let outcomes = try desk.store.record(ends, at: Desk.start)
        #expect(throws: StoreError.pageUnknown("200")) { try outcomes[1].get() }
        #expect(try events(desk).map(\.leadgenID) == ["l1"])
    }

    @Test("a test lead is told as one", arguments: Engine.withService)
    func test(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1", isTest: true)
        #expect(try events(desk).map(\.isTest) == [true])
    }

    @Test("a lead that joins its person's row is told with that row", arguments: Engine.withService)
    func joined(_ engine: Engine) throws {
        let desk = try Desk(engine, mergesEnquiries: true)
        try desk.savePage("100")
        let first = try desk.lead("l1", phone: "+39 333 1234567")
        try desk.lead("l2", phone: "+39 333 1234567", at: Desk.start.addingTimeInterval(60))
        let told = try events(desk)
        #expect(told.map(\.leadgenID) == ["l1", "l2"])
        #expect(told.allSatisfy { $0.customer?.customer.id == first.customer.id })
        #expect(told.last?.customer?.otherLeads.map(\.leadgenID) == ["l2"])
    }

    @Test("events are read behind an id, and only those of a user's customers when asked", arguments: Engine.withService)
    func reading(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("100")
        try desk.savePage("200", by: ben)
        try desk.lead("l1")
        try desk.lead("l2", page: "200")
        let all = try events(desk)
        #expect(try events(desk, after: all[0].id).map(\.leadgenID) == ["l2"])
        #expect(try events(desk, user: ben).map(\.leadgenID) == ["l2"])
        #expect(try desk.store.newestLeadEvent() == all[1].id)
        #expect(try desk.store.leadEvents(after: 0, user: nil, limit: 1) == [all[0]])
    }

    @Test("a customer that was deleted is not told, and is told again when it is back", arguments: Engine.withService)
    func deleted(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let id = try desk.lead("l1").customer.id
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        #expect(try events(desk).map(\.customer) == [nil])
        _ = try desk.undo()
        #expect(try events(desk).first?.customer?.customer.id == id)
    }

    @Test("an erased person's events are gone, and their ids are not given again", arguments: Engine.withService)
    func erased(_ engine: Engine) throws {
        let desk = try Desk(engine, hooksNewLeads: true)
        try desk.savePage("100")
        let id = try desk.lead("l1").customer.id
        let old = try #require(try events(desk).first)
        try desk.store.endHook(old.id, .failed(error: "exit status 1: María Rossi"))
        _ = try #require(desk.store as? any StoreMaintenance).erase(customer: id, by: "ana", at: Desk.start)
        #expect(try events(desk).isEmpty)
        #expect(try desk.store.newestLeadEvent() == old.id)
        for row in try desk.store.events(after: 0, user: nil, limit: 9) { #expect(row.event.reason == .erased) }
        try desk.lead("l2")
        #expect(try #require(try events(desk).first).id > old.id)
    }

    @Test("old events are removed, but not those for which the hook is still to be run", arguments: Engine.withService)
    func retention(_ engine: Engine) throws {
        let desk = try Desk(engine, hooksNewLeads: true)
        try desk.savePage("100")
        for lead in ["l1", "l2"] { try desk.lead(lead) }
        try desk.lead("l3", at: Desk.start.addingTimeInterval(10))
        for event in try events(desk) where event.leadgenID != "l2" { try desk.store.endHook(event.id, .done) }
        #expect(try desk.store.purgeLeadEvents(before: Desk.start.addingTimeInterval(10)) == 1)
        #expect(try events(desk).map(\.leadgenID) == ["l2", "l3"])
    }

    // MARK: The hook

    @Test("without a hook none is due, also when one is set later", arguments: Engine.withService)
    func off(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1")
        #expect(try desk.store.nextHook(at: Desk.start) == nil)
        #expect(try desk.store.nextHookDue() == nil)
    }

    @Test(
        "the hook is due once for each lead, the oldest first, and those that failed come after the others", arguments: Engine.withService)
    func due(_ engine: Engine) throws {
        let desk = try Desk(engine, hooksNewLeads: true)
        try desk.savePage("100")
        for lead in ["l1", "l2", "l3"] { try desk.lead(lead) }
        let first = try #require(try desk.store.nextHook(at: Desk.start))
        #expect(first.leadgenID == "l1" && first.tries == 0)
        try desk.store.endHook(first.id, .again(at: Desk.start, error: "exit status 1"))
        let second = try #require(try desk.store.nextHook(at: Desk.start))
        #expect(second.leadgenID == "l2")
        try desk.store.endHook(second.id, .done)
        let later = Desk.start.addingTimeInterval(60)
        try desk.store.endHook(try #require(try desk.store.nextHook(at: Desk.start)).id, .again(at: later, error: "exit status 1"))
        let again = try #require(try desk.store.nextHook(at: Desk.start))
        #expect(again.leadgenID == "l1" && again.tries == 1)
        try desk.store.endHook(again.id, .failed(error: "exit status 1"))
        #expect(try desk.store.nextHook(at: Desk.start) == nil)
        #expect(try desk.store.nextHookDue() == later)
        #expect(try desk.store.nextHook(at: later)?.leadgenID == "l3")
        #expect(try desk.store.hookFailures() == (waiting: 1, givenUp: 1))
        // A clock that is set back by years does not put it off by years.
        #expect(try desk.store.nextHook(at: Desk.start.addingTimeInterval(-86_400 * 400))?.leadgenID == "l3")
    }

    @Test(
        "a failure of the hook stands with its lead in the feed, until a retry, and the lead is saved all the same",
        arguments: Engine.withService)
    func feed(_ engine: Engine) throws {
        let desk = try Desk(engine, hooksNewLeads: true)
        try desk.savePage("100")
        try desk.lead("l1")
        let event = try #require(try events(desk).first)
        let row = { try #require(try desk.store.events(after: 0, user: nil, limit: 9).first).event }
        #expect(try row().reason == nil)
        try desk.store.endHook(event.id, .again(at: Desk.start.addingTimeInterval(60), error: "exit status 3: no printer"))
        #expect(try row().reason == .hookFailed && row().state == .saved)
        try desk.store.endHook(event.id, .failed(error: "exit status 3: no printer"))
        #expect(try row().error?.contains("for good: exit status 3: no printer") == true)
        #expect(try row().remedy?.hasSuffix("leadsheet feed retry \(row().id)") == true)
        #expect(try desk.store.nextHook(at: Desk.start.addingTimeInterval(60)) == nil)

        #expect(try desk.store.retry([row().id], user: nil, at: Desk.start) == 1)
        #expect(try row().reason == nil && row().state == .saved)
        #expect(try desk.store.nextHook(at: Desk.start)?.tries == 0)
        try desk.store.endHook(event.id, .failed(error: String(repeating: "é", count: 5000)))
        #expect(try #require(row().error).utf8.count < 600)
        #expect(try desk.store.retry(nil, user: desk.ana, at: Desk.start) == 1)
    }

    @Test("when no hook is set any more none is due for what waited", arguments: Engine.withService)
    func dropped(_ engine: Engine) throws {
        let desk = try Desk(engine, hooksNewLeads: true)
        try desk.savePage("100")
        try desk.lead("l1")
        try desk.store.endHook(try #require(try events(desk).first).id, .again(at: Desk.start, error: "exit status 1"))
        try desk.store.dropHooks()
        #expect(try desk.store.nextHook(at: Desk.start) == nil)
        #expect(try desk.store.events(after: 0, user: nil, limit: 9).first?.event.reason == nil)
        #expect(try events(desk).count == 1)
    }
}
