import CRM
import CRMStore
import Foundation
import Testing

@Suite("Undo and redo") struct UndoTests {
    @Test("every kind of change is undone and redone in order, after a restart too", arguments: Engine.withSales)
    func everything(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        try desk.edit(id, .status, "new", "attempted")
        _ = try desk.store.apply(.addNote(id, text: "likes oak"), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(desk.renaming("Leads", to: "Clients", description: "d"), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.deleteSpreadsheet(desk.sheet), by: desk.ana, at: Desk.start)

        let sentences = [
            "deleted spreadsheet Clients", "deleted Ida",
            "renamed spreadsheet Leads to Clients", "note for Ida: likes oak", "status of Ida: new → attempted", "added Ida to Leads",
            "created spreadsheet Leads",
        ]
        // What a user sees after each undo; read in reverse it is what is seen before each redo.
        var seen: [String] = []
        func look(_ store: any Store) throws -> String {
            let sheets = try store.spreadsheets(of: desk.ana).map { "\($0.spreadsheet.name) \($0.spreadsheet.description) \($0.customers)" }
            let customer = try store.customer(id).map { "\($0.customerName) \($0.status)" } ?? "-"
            let notes = try store.timeline(of: id, limit: 20).filter { $0.kind == .noted }.map(\.text)
            return "\(sheets) \(customer) \(notes)"
        }
        seen.append(try look(desk.store))
        for sentence in sentences {
            let store = try desk.again()
            #expect(try store.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: \(sentence)")
            seen.append(try look(store))
        }
        #expect(
            seen == [
                "[] - [\"likes oak\"]", "[\"Clients d 0\"] - [\"likes oak\"]", "[\"Clients d 1\"] Ida attempted [\"likes oak\"]",
                "[\"Leads  1\"] Ida attempted [\"likes oak\"]", "[\"Leads  1\"] Ida attempted []", "[\"Leads  1\"] Ida new []",
                "[\"Leads  0\"] - []", "[] - []",
            ])
        #expect(try desk.undo() == nil)
        for (sentence, expected) in zip(sentences.reversed(), seen.reversed().dropFirst()) {
            let store = try desk.again()
            #expect(try store.redo(by: desk.ana, at: Desk.start)?.sentence == "redid: \(sentence)")
            #expect(try look(store) == expected)
        }
        #expect(try desk.redo() == nil)
    }

    @Test("something new ends what could be redone", arguments: Engine.withSales)
    func newChange(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .remark, "", "one")
        _ = try desk.undo()
        try desk.edit(id, .email, "", "a@b")
        #expect(try desk.redo() == nil)
        #expect(try desk.undo() == "undid: e-mail of M: none → a@b")
        #expect(try desk.undo() == "undid: added M to Leads")
    }

    @Test("each user undoes their own changes", arguments: Engine.withService)
    func ownSteps(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .email, "", "ben@b", by: ben)
        try desk.edit(id, .remark, "", "ana")
        #expect(try desk.undo(ben) == "undid: e-mail of M: none → ben@b")
        #expect(try desk.undo(ben) == nil)
        #expect(try desk.text(id, .remark) == "ana")
    }

    @Test("undo of a field that somebody changed since is refused, and the step before it can be undone", arguments: Engine.withService)
    func conflict(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .email, "", "first@b")
        try desk.edit(id, .remark, "", "mine")
        try desk.edit(id, .remark, "mine", "bens", by: ben)
        let theirs = StoreError.conflict(id, field: .remark, theirs: "bens", yours: "")
        let refused = #expect(throws: StoreError.stepRefused(theirs, isUndo: true)) { try desk.undo() }
        #expect(refused?.message.hasSuffix("stays done: the next undo takes the one before it.") == true)
        #expect(try desk.text(id, .remark) == "bens")
        // What was not taken back stays on the timeline.
        #expect(try desk.store.timeline(of: id, limit: 9).contains { $0.author == "ana" && $0.text.contains("mine") })
        #expect(try desk.undo() == "undid: e-mail of M: none → first@b")
        try desk.edit(id, .email, "", "ben@b", by: ben)
        let changed = StoreError.conflict(id, field: .email, theirs: "ben@b", yours: "first@b")
        #expect(throws: StoreError.stepRefused(changed, isUndo: false)) { try desk.redo() }
        #expect(try desk.redo() == nil)
    }

    @Test("undo of an edit of a customer that somebody deleted says so", arguments: Engine.withService)
    func deletedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "M"])
        try desk.edit(id, .remark, "", "mine")
        _ = try desk.store.apply(.deleteCustomer(id), by: ben, at: Desk.start)
        #expect(throws: StoreError.stepRefused(.customerGone, isUndo: true)) { try desk.undo() }
    }

    @Test("a created spreadsheet that has customers by now is not taken back", arguments: Engine.withService)
    func filledSheet(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let draft = CustomerDraft(spreadsheetID: desk.sheet, fields: [.customerName: "M"])
        _ = try desk.store.apply(.addCustomer(draft), by: ben, at: Desk.start)
        #expect(throws: StoreError.self) { try desk.undo() }
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [1])
    }

    @Test("a deletion and its undo both stay on the timeline", arguments: Engine.withSales)
    func restored(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        _ = try desk.undo()
        #expect(try desk.store.timeline(of: id, limit: 10).map(\.kind) == [.restored, .deleted, .created])
    }

    @Test("settings of a page that were changed since are left as they are", arguments: Engine.withService)
    func pageConflict(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        try desk.savePage("100", token: "one")
        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        try desk.savePage("100", token: "bens", by: ben)
        #expect(throws: StoreError.stepRefused(.pageTaken(pageID: "100", by: "ben"), isUndo: true)) { try desk.undoPage() }
        #expect(try desk.store.settings(of: "100")?.metaPageAccessToken.reveal() == "bens")
    }
}
