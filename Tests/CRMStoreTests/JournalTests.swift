import Base
import CRM
import CRMStore
import Foundation
import Testing

@Suite("The journal") struct JournalTests {
    @Test("events are kept in order with the body that brought them, byte for byte", arguments: Engine.withService)
    func appending(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let body: [UInt8] = [0x7B, 0x00, 0xFF, 0x0A, 0x7D]
        let event = NewEvent(
            kind: .lead, pageID: "100", leadgenID: "99999999999999999999", formID: "f", adID: "a", createdTime: Desk.start,
            signatureChecked: true)
        let test = NewEvent(kind: .test, pageID: "0", signatureChecked: false, state: .ignored, error: "Meta test received")
        let written = try desk.store.append([
            Delivery(receivedAt: Desk.start, body: body, events: [event, test]),
            Delivery(receivedAt: Desk.start.addingTimeInterval(1), body: [], events: [event]),
        ])
        let other = try desk.again()
        #expect(try other.events(after: 0, user: nil, limit: 10).map(\.event) == written)
        #expect(try other.events(before: nil, state: nil, user: nil, limit: 2).map(\.id) == [written[2].id, written[1].id])
        #expect(try other.events(before: written[1].id, state: nil, user: nil, limit: 2).map(\.id) == [written[0].id])
        #expect(try other.events(before: nil, state: .ignored, user: nil, limit: 9).map(\.event.error) == ["Meta test received"])
        #expect(try other.raw(of: written[1].id) == RawEvent(body: body, graphAnswer: nil))
        #expect(try other.raw(of: 999) == nil)
        #expect(try other.eventCounts()[.received] == 2)
        #expect(try other.eventCounts()[.ignored] == 1)
        #expect(other.canWrite())
        #expect(written[0].leadgenID == "99999999999999999999")
    }

    @Test("an event is blocked from the start only while its page is unknown", arguments: Engine.withService)
    func blockedFromTheStart(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("200")
        let events = ["100", "200"].map { page in
            NewEvent(
                kind: .lead, pageID: page, leadgenID: "l\(page)", signatureChecked: false, state: .blocked, error: "No user found",
                remedy: "Add the page.")
        }
        let written = try desk.store.append([Delivery(receivedAt: Desk.start, body: [], events: events)])
        #expect(written.map(\.state) == [.blocked, .received])
        #expect(written.map(\.remedy) == ["Add the page.", nil])
        #expect(try desk.again().events(after: 0, user: nil, limit: 9).map(\.event) == written)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["l200"])
        #expect(try desk.store.ledger(user: nil).map(\.waiting) == [1])
        // The page comes, and with it the event.
        try desk.savePage("100")
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["l100"])
        // A page that is blocked, too: its events wait with it, and count as waiting.
        try desk.store.setState(page: "100", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        let late = try desk.store.append([Delivery(receivedAt: Desk.start, body: [], events: [events[0]])])
        #expect(late.map(\.state) == [.blocked])
        #expect(try desk.store.page("100")?.waiting == 2)
        try desk.store.setState(page: "100", .ok, at: Desk.start)
        #expect(try desk.store.event(late[0].id)?.event.state == .waiting)
    }

    @Test("a user sees the events of their own pages and of nobody's", arguments: Engine.withService)
    func feedOfUser(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("100")
        try desk.savePage("200", by: ben)
        for page in ["100", "200", "300"] { try desk.post(["l\(page)"], page: page) }
        #expect(try desk.store.events(before: nil, state: nil, user: ben, limit: 9).map(\.event.pageID) == ["300", "200"])
        #expect(try desk.store.events(after: 0, user: desk.ana, limit: 9).map(\.event.pageID) == ["100", "300"])
        #expect(try desk.store.arrivals(user: ben, until: Desk.start, span: 60, buckets: 2) == [0, 2])
    }

    @Test("due events are taken oldest first, no page more than its share, none twice", arguments: Engine.withService)
    func fairness(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<10 { try desk.post(["a\(index)"], page: "100") }
        for index in 0..<3 { try desk.post(["b\(index)"], page: "200") }
        try desk.post(["c0"], page: "300")
        let first = try desk.store.takeDue(at: Desk.start, limit: 20, perPage: 2, except: ["300"])
        #expect(first.map(\.leadgenID) == ["a0", "a1", "b0", "b1"])
        #expect(first.allSatisfy { $0.state == .fetching && $0.attempts == 1 })
        let second = try desk.again().takeDue(at: Desk.start, limit: 3, perPage: 5, except: [])
        #expect(second.map(\.leadgenID) == ["a2", "b2", "c0"], "each page's first before anybody's second")
        let rest = try desk.store.takeDue(at: Desk.start, limit: 100, perPage: 100, except: [])
        #expect(rest.count == 7)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 100, perPage: 100, except: []).isEmpty)
    }

    @Test("an event that is planned for later than any plan reaches is due: the clock was set back since", arguments: Engine.withService)
    func plannedByAnotherClock(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.post(["near", "far"], page: "100")
        let taken = try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: [])
        for (event, days) in zip(taken, [1.0, 3]) {
            try desk.store.settle(event.id, AttemptResult(state: .waiting, nextAttemptAt: Desk.start.addingTimeInterval(days * 86400)))
        }
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["far"])
    }

    @Test("failures of one kind are counted in a row, a pause is none, and a person's retry begins anew", arguments: Engine.withService)
    func plans(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let id = try desk.post(["l1"])[0].id
        func fail(_ plan: RetryPlan?) throws -> [String] {
            _ = try desk.store.takeDue(at: Desk.start, limit: 1, perPage: 1, except: [])
            try desk.store.settle(id, AttemptResult(state: .waiting, nextAttemptAt: Desk.start, error: "e", plan: plan))
            let event = try desk.again().event(id)?.event
            return ["\(event?.plan?.rawValue ?? "none")", "\(event?.tries ?? -1)"]
        }
        #expect(try fail(.passing) == ["passing", "1"])
        #expect(try fail(nil) == ["passing", "1"])
        #expect(try fail(.passing) == ["passing", "2"])
        #expect(try fail(.missing) == ["missing", "1"])
        _ = try desk.store.retry([id], user: nil, at: Desk.start)
        #expect(try fail(.missing) == ["missing", "1"])
        #expect(try desk.store.event(id)?.event.attempts == 5)
    }

    @Test(
        "what is known of a pause that Meta asked for stays at a retry, and what would be due in it waits for its end",
        arguments: Engine.withService)
    func pauses(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ids = try desk.post(["l1", "l2", "l3"]).map(\.id)
        let end = Desk.start.addingTimeInterval(600)
        _ = try desk.store.takeDue(at: Desk.start, limit: 2, perPage: 2, except: [])
        let limited = AttemptResult(state: .waiting, nextAttemptAt: end, error: "e", reason: .rateLimited, remedy: "m", message: "slow")
        try desk.store.settle(ids[0], limited)
        try desk.store.settle(ids[1], AttemptResult(state: .waiting, nextAttemptAt: end, error: "e", reason: .metaTrouble))
        #expect(try desk.store.retry(nil, user: nil, at: Desk.start) == 2)
        func event(_ id: WebhookEvent.ID) throws -> WebhookEvent? { try desk.again().event(id)?.event }
        #expect(try event(ids[0])?.error == "e" && event(ids[0])?.advice == "m (slow)" && event(ids[0])?.nextAttemptAt == Desk.start)
        #expect(try event(ids[1])?.error == nil && event(ids[1])?.reason == nil)
        for _ in 0..<2 { try desk.store.explainWait(of: "100", until: end, "A pause.", reason: .blockedAsAbusive, remedy: "Look.") }
        #expect(try ids.map { try event($0)?.error } == ["A pause.", "A pause.", "A pause."])
        #expect(try ids.map { try event($0)?.nextAttemptAt } == [end, end, nil])
        #expect(try ids.map { try event($0)?.pausedUntil } == [end, end, nil])
        #expect(try event(ids[2])?.state == .received && event(ids[2])?.remedy == "Look.")
    }

    @Test("a waiting event is due at its time, and not before", arguments: Engine.withService)
    func waiting(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let event = try desk.post(["l1"])[0]
        #expect(try desk.store.nextDue() == nil)
        _ = try desk.store.takeDue(at: Desk.start, limit: 1, perPage: 1, except: [])
        let later = Desk.start.addingTimeInterval(30)
        try desk.store.settle(
            event.id, AttemptResult(state: .waiting, nextAttemptAt: later, error: "Failed to fetch lead details", remedy: "None needed."))
        let row = try #require(try desk.again().event(event.id)).event
        #expect(row.error == "Failed to fetch lead details")
        #expect(row.remedy == "None needed.")
        #expect(row.nextAttemptAt == later)
        #expect(try desk.store.nextDue() == later)
        #expect(try desk.store.takeDue(at: later.addingTimeInterval(-0.001), limit: 1, perPage: 1, except: []).isEmpty)
        #expect(try desk.store.takeDue(at: later, limit: 1, perPage: 1, except: []).map(\.attempts) == [2])
    }

    /// On a server its leases end first.
    @Test("what a crashed process was fetching is taken again by the next, where one at a time fetches")
    func recovery() throws {
        let desk = try Desk(.sqlite)
        try desk.post(["l1", "l2"])
        _ = try desk.store.takeDue(at: Desk.start, limit: 2, perPage: 2, except: [])
        let next = try desk.again()
        #expect(try next.takeDue(at: Desk.start, limit: 2, perPage: 2, except: []).isEmpty)
        try next.recoverFetching()
        #expect(try next.takeDue(at: Desk.start, limit: 2, perPage: 2, except: []).map(\.leadgenID) == ["l1", "l2"])
    }

    @Test("retry makes stopped events due, and leaves what has ended well", arguments: Engine.withService)
    func retry(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ids = try desk.post(["l1", "l2", "l3", "l4"]).map(\.id)
        try desk.store.settle(ids[0], AttemptResult(state: .failed, error: "gone"))
        try desk.store.settle(ids[1], AttemptResult(state: .waiting, nextAttemptAt: Desk.start.addingTimeInterval(999)))
        try desk.store.setState(page: "100", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        try desk.store.settle(ids[3], AttemptResult(state: .ignored))
        #expect(try desk.store.retry([ids[0], ids[3], 999], user: nil, at: Desk.start) == 1)
        // The page is free with it, and so is all that waited for the page.
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.id) == [ids[0], ids[1], ids[2]])
        try desk.store.settle(ids[1], AttemptResult(state: .waiting, nextAttemptAt: Desk.start.addingTimeInterval(999)))
        #expect(try desk.store.retry(nil, user: desk.ana, at: Desk.start) == 1)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.id) == [ids[1]])
        #expect(try desk.store.retry(nil, user: nil, at: Desk.start) == 0)
    }

    @Test("a retried event sets its blocked page free, and no other event of it stays behind", arguments: Engine.withService)
    func retryOfOne(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ids = try desk.post(["l1", "l2", "l3"]).map(\.id)
        try desk.store.setState(page: "100", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        #expect(try desk.store.retry([ids[1]], user: nil, at: Desk.start) == 1)
        #expect(try desk.store.page("100")?.state == .ok)
        #expect(try desk.store.events(before: nil, state: .blocked, user: nil, limit: 9).isEmpty)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.id) == ids)
    }

    @Test("an event is not left waiting for a page that was mended a moment ago", arguments: Engine.withService)
    func blockedForNothing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let event = try desk.post(["l1"])[0].id
        let blocked = AttemptResult(state: .blocked, error: "No user found", remedy: "Add the page")
        try desk.store.settle(event, blocked)
        #expect(try desk.store.event(event)?.event.state == .blocked)
        try desk.savePage("100")
        try desk.store.settle(event, blocked)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.id) == [event])
        try desk.store.setState(page: "100", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        try desk.store.settle(event, blocked)
        #expect(try desk.store.event(event)?.event.state == .blocked)
    }

    @Test("arrivals are counted in spans of time, the newest last", arguments: Engine.withService)
    func arrivals(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for seconds in [0.0, -1, -59, -60, -61, -119, -180, -200] {
            try desk.post(["l\(seconds)"], at: Desk.start.addingTimeInterval(seconds))
        }
        #expect(try desk.store.arrivals(user: nil, until: Desk.start, span: 60, buckets: 3) == [0, 3, 3])
        #expect(try desk.store.arrivals(user: nil, until: Desk.start, span: 60, buckets: 0) == [])
    }

    @Test("the counts of states equal a recount", arguments: Engine.withService)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        var random = SeededGenerator(seed: 3)
        for index in 0..<60 {
            let event = try desk.post(["l\(index % 20)"])[0]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: _ = try desk.store.takeDue(at: Desk.start, limit: 2, perPage: 2, except: [])
            case 1: try desk.store.settle(event.id, AttemptResult(state: .waiting, nextAttemptAt: Desk.start))
            case 2: _ = try desk.save(Desk.arrival("l\(index % 20)"), for: event.id, at: Desk.start)
            default: try desk.store.settle(event.id, AttemptResult(state: .failed))
            }
        }
        let events = try desk.store.events(after: 0, user: nil, limit: 1000)
        let recount = Dictionary(grouping: events, by: \.event.state).mapValues(\.count)
        #expect(try desk.store.eventCounts().filter { $0.value > 0 } == recount)
        #expect(recount.count >= 3)
        let open: [EventState] = [.received, .fetching, .waiting, .blocked]
        #expect(try desk.store.page("100")?.waiting == open.reduce(0) { $0 + (recount[$1] ?? 0) })
    }
}
