import CRM
import CRMStore
import Foundation
import Testing

@Suite("Erasing a person of several rows") struct ErasePersonTests {
    private static let marks = [
        "Zenobia Quill", "zenobia.q@example.com", "800123456789012", "800123456789013", "347 765 4321", "393477654321", "likes blue",
    ]

    private func expectNothingLeft(_ desk: Desk, but kept: [String] = [], sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (file, data) in try desk.engine.contents(desk.folder) {
            for mark in Self.marks where !kept.contains(mark) {
                for text in [mark, mark.lowercased()] {
                    #expect(data.range(of: Data(text.utf8)) == nil, "\(file) holds \(text)", sourceLocation: sourceLocation)
                }
            }
        }
    }

    private func person(_ engine: Engine) throws -> (Desk, any StoreMaintenance, first: Customer.ID, second: Customer.ID) {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.lead("800123456789012", name: "Zenobia Quill", phone: "+39 347 765 4321").customer.id
        let second = try desk.lead("800123456789013", name: "Zenobia Quill", phone: "+39 347 765 4321", email: "zenobia.q@example.com")
            .customer.id
        _ = try desk.store.apply(.addNote(second, text: "likes blue"), by: desk.ana, at: Desk.start)
        return (desk, try #require(desk.store as? any StoreMaintenance), first, second)
    }

    @Test("a merged row goes with all it was merged from, whichever of its numbers is named", arguments: Engine.all, [false, true])
    func merged(_ engine: Engine, byMergedNumber: Bool) throws {
        let (desk, keeper, first, second) = try person(engine)
        _ = try desk.store.apply(.mergeRows(of: second), by: desk.ana, at: Desk.start)
        let id = byMergedNumber ? second : first
        #expect(try keeper.owner(ofCustomer: id)?.customer.id == first)
        let erasure = try keeper.erase(customer: id, by: "ana", at: Desk.start)
        #expect(erasure.leads == 2 && erasure.lookalikes == [])
        #expect(Set(try keeper.erasures().map(\.customerID)) == [first, second])
        try expectNothingLeft(desk)
        for lead in ["800123456789012", "800123456789013"] {
            #expect(try keeper.isErased(lead: lead))
            #expect(throws: StoreError.leadErased) { try desk.lead(lead) }
        }
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [0, 0])
        #expect(try desk.undo() != nil, "what was done before can still be undone")
    }

    @Test(
        "a row that was split off leaves nothing in the timeline of the row it was merged with, and that one is named",
        arguments: Engine.all)
    func split(_ engine: Engine) throws {
        let (desk, keeper, first, second) = try person(engine)
        try desk.edit(first, .customerName, "Zenobia Quill", "Z. Q.")
        try desk.edit(first, .phoneNumber, "+39 347 765 4321", "0039 3477654321")
        _ = try desk.store.apply(.mergeRows(of: second), by: desk.ana, at: Desk.start)
        _ = try desk.undo()
        let erasure = try keeper.erase(customer: second, by: "ana", at: Desk.start)
        #expect(erasure.leads == 1 && erasure.lookalikes == [first])
        try expectNothingLeft(desk, but: ["Zenobia Quill", "800123456789012", "347 765 4321", "393477654321"])
        #expect(try desk.redo() == nil)
        #expect(try desk.text(first, .customerName) == "Z. Q.")
    }

    @Test("the calls and messages of all rows of a person go with it", arguments: Engine.all)
    func outreach(_ engine: Engine) throws {
        let (desk, keeper, first, second) = try person(engine)
        for (row, outcome) in [(first, CallOutcome.ID.wrongNumber), (second, .doNotCall)] {
            let message = MessageLog(customerID: row, channel: .email, template: "for Zenobia Quill")
            _ = try desk.store.apply(.logMessage(message), by: desk.ana, at: Desk.start)
            let call = CallLog(customerID: row, outcome: outcome, edits: [], note: "likes blue, \(row)")
            _ = try desk.store.apply(.logCall(call), by: desk.ana, at: Desk.start)
        }
        _ = try desk.store.apply(.mergeRows(of: second), by: desk.ana, at: Desk.start)
        #expect(try desk.store.customer(first)?.contact.attempts == 2)
        _ = try keeper.erase(customer: first, by: "ana", at: Desk.start)
        try expectNothingLeft(desk)
        for row in [first, second] { #expect(try desk.store.timeline(of: row, limit: 9).isEmpty) }
    }
}
