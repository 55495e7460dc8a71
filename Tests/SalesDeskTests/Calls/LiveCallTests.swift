import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Calls on a real store")
@MainActor struct LiveCallTests {
    @Test("a call is written by two keys and taken back by one, with its attempt")
    func undo() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        let id = try #require(
            try desk.store.apply(
                .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada", .phoneNumber: "+39 347 123 4567"])),
                by: desk.user.id, at: LiveDesk.now
            ).customerID)
        func customer() throws -> Customer? { try desk.store.rows(SheetQuery(sheet), from: .start, limit: 5).rows.first { $0.id == id } }
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("c", "1")
        #expect(await desk.shows("call to Ada: no answer (1), attempted, next call 15:17   u undo"))
        #expect(await desk.shows { $0.hasLine("Ada", "15:17") })
        #expect(try customer()?.contact.attempts == 1)
        desk.press("Enter")
        #expect(await desk.shows("no answer (1), status new"))
        #expect(await desk.shows("1 call"))
        desk.press("u")
        #expect(await desk.shows { $0.contains("undid") && !$0.contains("1 call") })
        #expect(try customer()?.contact == ContactState())
        #expect(try customer()?.status == "new" && customer()?.nextCall == nil)
    }

    @Test("two who call the same customer know of each other, until the prompt is left")
    func presence() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada", .phoneNumber: "+39 347 123 4567"])
        let id = try #require(try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now).customerID)
        let marco = try desk.colleague("marco", in: sheet).id
        func others() -> [CallUnderWay]? { try? desk.store.beginCall(to: id, session: "marco's", by: marco, at: LiveDesk.now) }
        #expect(others() == [])
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("c")
        #expect(await desk.shows("marco is calling since 14:32"))
        #expect(others() == [CallUnderWay(author: "ana", began: LiveDesk.now)])
        desk.press("Escape")
        #expect(await desk.shows { _ in others() == [] })
        desk.press("c")
        #expect(await desk.shows { _ in others()?.isEmpty == false })
        desk.session?.leave(status: 0)
        #expect(others() == [], "leaving ends the call")
    }

    @Test("that a call is over, or under way, is told when the connection is back, where it could not be before", arguments: [true, false])
    func untold(isOver: Bool) async throws {
        var held: HeldEngine?
        let desk = try LiveDesk { engine in
            let wrapped = HeldEngine(engine)
            held = wrapped
            return wrapped
        }
        let engine = try #require(held)
        let sheet = try desk.makeSheet()
        let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada", .phoneNumber: "+39 347 123 4567"])
        let id = try #require(try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now).customerID)
        try desk.start()
        #expect(await desk.shows("Ada"))
        let calls = { @MainActor in (try? desk.store.calls(to: id, besides: "another"))?.count }
        if isOver {
            desk.press("c")
            #expect(await desk.shows { _ in calls() == 1 })
        }
        engine.refusesWrites = true
        desk.press(isOver ? "Escape" : "c")
        #expect(await desk.shows { _ in desk.session?.state.isCallUntold == true })
        desk.session?.receive([.link(fault: .serverUnreachable(address: "leads", reason: "connection refused"))])
        #expect(calls() == (isOver ? 1 : 0))
        engine.refusesWrites = false
        desk.session?.receive([.link(fault: nil)])
        #expect(await desk.shows { _ in calls() == (isOver ? 0 : 1) })
    }

    @Test("any list is called through from the cursor on, without those whose work has ended")
    func list() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        for (name, status) in [("Ada", "new"), ("Ben", "won"), ("Cleo", "contacted"), ("Dora", "new")] {
            _ = try desk.store.apply(
                .addCustomer(
                    CustomerDraft(spreadsheetID: sheet, fields: [.customerName: name, .status: status, .nextCallDate: "2026-11-23"])),
                by: desk.user.id, at: LiveDesk.now)
        }
        try desk.start()
        #expect(await desk.shows("Ada"))
        #expect(await desk.shows("2 Calls 3"))
        desk.press("L")
        #expect(await desk.shows { $0.contains("Leads 1 of 3") && $0.contains("Dora") })
        desk.press("c", "1")
        #expect(await desk.shows { $0.contains("Leads 2 of 3") && $0.contains("Cleo") && $0.contains("call to Dora: no answer (1)") })
        desk.press("Right", "c", "1")
        #expect(await desk.shows("2 calls: 2 no answer. Next: 15:17"))
        desk.press("2")
        #expect(await desk.shows { $0.contains("All calls  3 of 4") && $0.contains("today 15:17") && $0.contains("attempted 1") })
        desk.press("u")
        #expect(await desk.shows("undid: call to Ada: no answer (1)"))
        desk.press("Ctrl-Y")
        #expect(await desk.shows("redid: call to Ada: no answer (1)"))
    }

    @Test("who is calling is true while the prompt is open: a call that begins, and one that ends")
    func presenceGoesOn() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada", .phoneNumber: "+39 347 123 4567"])
        let id = try #require(try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now).customerID)
        let marco = try desk.colleague("marco", in: sheet).id
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("c")
        #expect(await desk.shows("no answer →"))
        _ = try desk.store.beginCall(to: id, session: "marco's", by: marco, at: LiveDesk.now)
        desk.session?.receive([.reload])
        #expect(await desk.shows("marco is calling since 14:32"))
        try desk.store.endCall(session: "marco's")
        desk.session?.receive([.reload])
        #expect(await desk.shows { $0.contains("no answer →") && !$0.contains("marco is calling") })
    }
}
