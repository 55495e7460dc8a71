import CRM
import CRMStore
import Foundation
import Testing

@Suite("Retention") struct RetentionTests {
    private func forget(_ desk: Desk, before date: Date) throws -> Int {
        try #require(desk.store as? any StoreMaintenance).purgeDeliveries(before: date)
    }

    @Test("posts from before a date are emptied, once, and their events and customers stay", arguments: Engine.withService)
    func old(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let old = try desk.lead("l1", at: Desk.start)
        let late = Desk.start.addingTimeInterval(10)
        try desk.lead("l2", at: late)
        let events = try desk.store.events(after: 0, user: nil, limit: 9)
        let timeline = try desk.store.timeline(of: old.customer.id, limit: 9)
        #expect(try forget(desk, before: late) == 1)
        #expect(try desk.store.raw(of: events[0].id)?.body == [])
        #expect(try desk.store.raw(of: events[0].id)?.graphAnswer?.isEmpty == false)
        #expect(try desk.store.raw(of: events[1].id)?.body == Array("{}".utf8))
        #expect(try desk.store.events(after: 0, user: nil, limit: 9) == events)
        #expect(try desk.store.timeline(of: old.customer.id, limit: 9) == timeline)
        #expect(try forget(desk, before: late) == 0)
    }

    @Test("a post with a lead that still waits is left, unless nobody has its page", arguments: Engine.withService)
    func waiting(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for page in ["100", "200"] { try desk.savePage(page) }
        let due = try desk.post(["l1"], page: "100")[0]
        let blocked = try desk.post(["l2"], page: "200")[0]
        try desk.store.setState(page: "200", .blocked(reason: "r", remedy: "m"), at: Desk.start)
        let stranger = try desk.post(["l3"], page: "300")[0]
        #expect(try forget(desk, before: Desk.start.addingTimeInterval(1)) == 1)
        #expect(try [due, blocked, stranger].map { try desk.store.raw(of: $0.id)?.body.isEmpty } == [false, false, true])
        try desk.store.settle(due.id, AttemptResult(state: .failed, error: "gone"))
        #expect(try forget(desk, before: Desk.start.addingTimeInterval(1)) == 1)
    }

    @Test("thousands of posts are emptied portion by portion", arguments: Engine.withService)
    func many(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let test = NewEvent(kind: .test, pageID: "0", signatureChecked: true, state: .ignored, error: "Meta test received")
        _ = try desk.store.append((0..<1234).map { Delivery(receivedAt: Desk.start, body: Array("\($0)".utf8), events: [test]) })
        #expect(try forget(desk, before: Desk.start.addingTimeInterval(1)) == 1234)
        #expect(try forget(desk, before: Desk.start.addingTimeInterval(1)) == 0)
    }
}
