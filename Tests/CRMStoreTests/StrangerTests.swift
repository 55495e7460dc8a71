import CRM
import Foundation
import Testing

/// Events of pages that nobody has: anybody can post them, so they decide nothing.
@Suite("Strangers' events") struct StrangerTests {
    private func stranger(_ lead: String, _ desk: Desk, page: String = "666") throws -> WebhookEvent {
        let event = NewEvent(
            kind: .lead, pageID: page, leadgenID: lead, signatureChecked: false, state: .blocked,
            error: "No user found for page_id: \(page)",
            reason: .noUser, remedy: "Add the page")
        return try desk.store.append([Delivery(receivedAt: Desk.start, body: [], events: [event])])[0]
    }

    private func missing(_ lead: String) -> Delivery {
        Delivery(
            receivedAt: Desk.start, body: Array("{}".utf8),
            events: [NewEvent(kind: .lead, pageID: "100", leadgenID: lead, formID: "f1", signatureChecked: true, source: .catchUp)])
    }

    @Test(
        "a lead that a stranger named under another page is found missing all the same, and is counted as found",
        arguments: Engine.withService)
    func caughtUp(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let foreign = try stranger("l1", desk)
        let found = try desk.store.appendMissing([missing("l1")])
        #expect(found.map(\.leadgenID) == ["l1"])
        #expect(try desk.store.appendMissing([missing("l1")]).isEmpty)
        let saved = try desk.save(Desk.arrival("l1"), for: found[0].id)
        #expect(saved.isNew)
        #expect(try desk.store.event(foreign.id)?.event.state == .blocked)
        #expect(try desk.store.event(foreign.id)?.event.customerID == nil)
        #expect(try desk.store.ledger(user: nil).map(\.byCatchUp) == [1])
    }

    @Test("trying again leaves them until somebody has their page", arguments: Engine.withService)
    func retried(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let foreign = try stranger("l1", desk)
        try desk.post(["l2"])
        let own = try #require(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).first)
        try desk.store.settle(own.id, AttemptResult(state: .failed, error: "gone", reason: .leadMissing))
        #expect(try desk.store.retry(nil, user: nil, at: Desk.start) == 1)
        #expect(try desk.store.retry([foreign.id], user: nil, at: Desk.start) == 0)
        #expect(try desk.store.event(foreign.id)?.event.reason == .noUser)
        try desk.savePage("666")
        #expect(try desk.store.event(foreign.id)?.event.state == .waiting)
        #expect(try desk.store.event(foreign.id)?.event.reason == nil)
    }

    @Test("why an event is in its state is kept as a code, beside Meta's own words", arguments: Engine.withService)
    func reasons(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let events = try desk.post(["l1", "l2"])
        _ = try desk.store.takeDue(at: Desk.start, limit: 1, perPage: 1, except: [])
        try desk.store.setState(page: "100", .blocked(reason: "Invalid", remedy: "Make one.", code: .tokenRefused), at: Desk.start)
        try desk.store.settle(
            events[0].id,
            AttemptResult(state: .blocked, error: "Invalid", reason: .tokenRefused, remedy: "Make one.", message: "It has expired."))
        let kept = try desk.again().events(before: nil, state: nil, user: nil, limit: 9).map(\.event)
        #expect(kept.map(\.reason) == [.tokenRefused, .tokenRefused])
        #expect(kept.map(\.message) == [nil, "It has expired."])
        #expect(kept.map(\.advice) == ["Make one.", "Make one. (It has expired.)"])
        #expect(try desk.again().page("100")?.state == .blocked(reason: "Invalid", remedy: "Make one.", code: .tokenRefused))
        try desk.store.setState(page: "100", .ok, at: Desk.start)
        #expect(try desk.store.event(events[0].id)?.event.reason == nil)
        _ = try desk.save(Desk.arrival("l1"), for: events[0].id)
        #expect(try desk.store.event(events[0].id)?.event.reason == nil)
        let again = try desk.post(["l1"])[0]
        _ = try desk.save(Desk.arrival("l1"), for: again.id)
        #expect(try desk.store.event(again.id)?.event.reason == .duplicate)
    }
}
