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
}
