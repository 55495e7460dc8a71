import CRM
import CRMStore
import Foundation
import Testing

@Suite("Calls and messages") struct OutreachTests {
    private func call(
        _ desk: Desk, _ id: Customer.ID, _ outcome: CallOutcome.ID, _ edits: [FieldEdit] = [], note: String = "", reason: String? = nil
    ) throws -> AppliedChange {
        let log = CallLog(customerID: id, outcome: outcome, edits: edits, note: note, lostReason: reason)
        return try desk.store.apply(.logCall(log), by: desk.ana, at: Desk.start)
    }

    private func story(_ desk: Desk, _ id: Customer.ID) throws -> [String] {
        try desk.store.timeline(of: id, limit: 9).filter { $0.kind == .called || $0.kind == .messaged }.map(\.text)
    }

    @Test("a call nobody took is one step: status, next call, attempt and clock, and one undo takes it back", arguments: Engine.withSales)
    func noAnswer(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida", .nextCallDate: "2026-11-23"])
        let before = try #require(try desk.store.customer(id))
        let edits = [
            FieldEdit(.status, from: "new", to: "attempted"), FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-23 15:17"),
        ]
        #expect(try call(desk, id, .noAnswer, edits).sentence == "call to Ida: no answer (1)")
        let called = try #require(try desk.store.customer(id))
        #expect([called.status, called[field: .nextCallDate]] == ["attempted", "2026-11-23 15:17"])
        #expect(called.contact == ContactState(attempts: 1, lastContactAt: Desk.start, lastOutcome: .noAnswer))
        #expect(called.firstTouchedAt == Desk.start)
        _ = try call(desk, id, .noAnswer)
        #expect(try desk.store.customer(id)?.contact.attempts == 2)
        #expect(try story(desk, id).first?.hasPrefix("no answer (2)") == true)
        #expect(try desk.undo() == "undid: call to Ida: no answer (2)")
        #expect(try desk.undo() == "undid: call to Ida: no answer (1)")
        var after = try #require(try desk.store.customer(id))
        after.version = before.version
        #expect(after == before)
        #expect(try story(desk, id).isEmpty)
        #expect(try desk.redo() == "redid: call to Ida: no answer (1)")
        #expect(try desk.store.customer(id)?.contact == called.contact)
    }

    @Test("each kind of end writes its own flag, and says so on the timeline", arguments: Engine.withSales)
    func flags(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let wrong = try desk.add([.customerName: "Wrong", .phoneNumber: "+39 347 123 4567"])
        _ = try call(desk, wrong, .wrongNumber)
        #expect(try desk.store.customer(wrong)?.contact.wrongNumber == "+39 347 123 4567")
        let lost = try desk.add([.customerName: "Lost"])
        _ = try call(
            desk, lost, .notInterested, [FieldEdit(.status, from: "new", to: "lost")], note: " bought elsewhere ", reason: "competitor")
        #expect(try desk.store.customer(lost)?.contact.lostReason == "competitor")
        #expect(try story(desk, lost).first == "not interested, competitor, bought elsewhere, status new → lost")
        let quiet = try desk.add([.customerName: "Quiet"])
        _ = try call(desk, quiet, .doNotCall)
        #expect(try desk.store.customer(quiet)?.contact.doNotCall == DoNotCall(at: Desk.start, by: "ana"))
        let refusal = #expect(throws: StoreError.self) {
            _ = try desk.store.apply(.logMessage(MessageLog(customerID: quiet, channel: .whatsapp)), by: desk.ana, at: Desk.start)
        }
        #expect(refusal?.message.contains("does not want to be called") == true)
        _ = try desk.undo()
        #expect(try desk.store.customer(quiet)?.contact.doNotCall == nil)
    }

    @Test("a message counts as a contact and not as an attempt", arguments: Engine.withSales)
    func message(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        let log = MessageLog(customerID: id, channel: .whatsapp, template: "first hello")
        #expect(try desk.store.apply(.logMessage(log), by: desk.ana, at: Desk.start).sentence == "WhatsApp \"first hello\" to Ida")
        let written = try #require(try desk.store.customer(id))
        #expect(written.contact == ContactState(lastContactAt: Desk.start))
        #expect(written.firstTouchedAt == Desk.start)
        #expect(try story(desk, id) == ["WhatsApp \"first hello\""])
        _ = try desk.undo()
        #expect(try desk.store.customer(id)?.contact == ContactState())
    }

    @Test("a call whose prompt showed what has changed since is refused, and so is an undo after another's call", arguments: Engine.all)
    func conflicts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        let bo = try desk.colleague("bo")
        #expect(throws: StoreError.conflict(id, field: .status, theirs: "new", yours: "won")) {
            _ = try call(desk, id, .won, [FieldEdit(.status, from: "interested", to: "won")])
        }
        // Another sale to somebody who was won already, and whom a colleague has put back meanwhile.
        #expect(throws: StoreError.conflict(id, field: .status, theirs: "new", yours: "won")) {
            _ = try call(desk, id, .won, [FieldEdit(.status, from: "won", to: "won")])
        }
        _ = try call(desk, id, .noAnswer)
        let theirs = CallLog(customerID: id, outcome: .interested, edits: [])
        _ = try desk.store.apply(.logCall(theirs), by: bo, at: Desk.start)
        #expect(throws: StoreError.self) { _ = try desk.undo() }
        #expect(try desk.store.customer(id)?.contact.attempts == 2)
    }

    @Test("a call or message at any fraction of a second can be taken back", arguments: Engine.withSales)
    func fractions(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        let now = Desk.start.addingTimeInterval(0.123_456_7)
        _ = try desk.store.apply(.logMessage(MessageLog(customerID: id, channel: .whatsapp)), by: desk.ana, at: now)
        #expect(try desk.undo() == "undid: WhatsApp to Ida")
        let log = CallLog(customerID: id, outcome: .doNotCall, edits: [])
        _ = try desk.store.apply(.logCall(log), by: desk.ana, at: now)
        #expect(try desk.undo()?.hasPrefix("undid: call to Ida") == true)
        #expect(try desk.store.customer(id)?.contact == ContactState())
    }

    @Test(
        "merged rows keep a wish not to be called and all attempts, and splitting gives each row its own again", arguments: Engine.withSales
    )
    func merged(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let first = try desk.add([.customerName: "Ida", .phoneNumber: "+39 347 123 4567"])
        let second = try desk.add([.customerName: "Ida", .phoneNumber: "+39 347 123 4567"])
        _ = try call(desk, first, .noAnswer)
        _ = try call(desk, second, .doNotCall)
        let before = try #require(try desk.store.customer(first)).contact
        _ = try desk.store.apply(.mergeRows(of: first), by: desk.ana, at: Desk.start)
        let whole = try #require(try desk.store.customer(first)).contact
        #expect(whole.attempts == 2)
        #expect(whole.doNotCall == DoNotCall(at: Desk.start, by: "ana"))
        _ = try desk.undo()
        #expect(try desk.store.customer(first)?.contact == before)
        #expect(try desk.store.customer(second)?.contact.doNotCall != nil)
    }
}
