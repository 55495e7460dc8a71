import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Words that were not saved") struct DraftTests {
    private let full = StoreError.cannotWrite(reason: "the disk is full")

    private func kept(_ effects: [DeskEffect]) -> [String: String?] {
        var kept: [String: String?] = [:]
        for case .keepPreference(let name, let value) in effects { kept[name] = .some(value) }
        return kept
    }

    private func refuse(_ effects: [DeskEffect], _ desk: inout SheetsFixture) throws {
        let change = try #require(effects.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }.first)
        _ = Desk.reduce(&desk.state, .refused(change, full))
    }

    @Test("a note left with Esc is there in the next session, and gone once it is saved")
    func nextSession() throws {
        var desk = SheetsFixture()
        desk.press("+")
        desk.type("call after lunch")
        let preferences = kept(desk.press("Escape")).compactMapValues(\.self)
        #expect(preferences.keys.sorted() == ["draft.20.note"])

        var next = SheetsFixture(preferences: preferences)
        next.press("+")
        #expect(next.state.prompt?.field.text == "call after lunch" && next.screen.contains("draft from 14:32, Ctrl-U empties"))
        let saved = next.press("Enter")
        #expect(saved.contains(.apply(.addNote(20, text: "call after lunch"), .said)))
        #expect(kept(saved) == ["draft.20.note": nil])
    }

    @Test("words that stand in a field when the session ends are kept; those that were cancelled are not")
    func atTheEnd() {
        var desk = SheetsFixture()
        #expect(Desk.keepUnsaved(desk.state).isEmpty)
        desk.press("+")
        desk.type("half a no")
        let note = kept(Desk.keepUnsaved(desk.state))
        #expect(note.keys.sorted() == ["draft.20.note"] && note["draft.20.note"]??.hasSuffix(" half a no") == true)
        desk.press("Escape")
        desk.press("+", "Ctrl-U")
        #expect(kept(Desk.keepUnsaved(desk.state)) == ["draft.20.note": nil], "what was taken out is forgotten")
        desk.press("Escape", "e")
        #expect(Desk.keepUnsaved(desk.state).isEmpty, "what stands there was not typed")
        desk.type("x")
        #expect(kept(Desk.keepUnsaved(desk.state)).keys.sorted() == ["draft.20.customer_name"])
        desk.press("Escape")
        #expect(Desk.keepUnsaved(desk.state).isEmpty)
    }

    @Test("a draft that could not be kept when it was left is kept at the end, and when it is left again")
    func unkept() {
        var desk = SheetsFixture()
        desk.press("+")
        desk.type("call after lunch")
        #expect(kept(desk.press("Escape")).keys.sorted() == ["draft.20.note"])
        _ = Desk.reduce(&desk.state, .unkept("draft.20.note", "The disk is full."))
        #expect(desk.screen.contains("The disk is full."))
        #expect(kept(Desk.keepUnsaved(desk.state))["draft.20.note"]??.hasSuffix(" call after lunch") == true)
        #expect(kept(desk.press("+", "Escape"))["draft.20.note"]??.hasSuffix(" call after lunch") == true)
        #expect(kept(desk.press("+", "Escape")).isEmpty)
    }

    @Test("a click elsewhere saves nothing, and the key gives back what was typed: in a cell, of a new customer, and beside a call")
    func clickedAway() throws {
        var desk = SheetsFixture()
        func click(away desk: inout SheetsFixture) throws {
            desk.state.hits = desk.scene.hits
            let y = try #require(desk.line(of: "Zoë Larsson"))
            #expect(
                !Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 40, y: y)))).contains {
                    if case .apply = $0 { true } else { false }
                })
            #expect(desk.state.prompt == nil)
        }
        desk.press("a")
        desk.type("New Person")
        desk.press("Tab")
        desk.type("0347 999")
        try click(away: &desk)
        #expect(
            desk.state.toast?.text == "Nothing was saved. What you typed is kept: a shows it again."
                && desk.screen.contains("Nothing was saved"))
        desk.press("a")
        #expect(desk.state.prompt?.fields.map(\.text) == ["New Person", "0347 999", ""])
        desk.press("Escape", "g", "e")
        desk.type(" Verdi")
        let typed = desk.state.prompt?.field.text
        try click(away: &desk)
        desk.press("g", "e")
        #expect(desk.state.prompt?.field.text == typed)
        desk.press("Escape", "d")
        desk.type("tom 1")
        try click(away: &desk)
        #expect(desk.state.toast?.text == "Nothing was saved. What you typed is kept: d shows it again.")
        desk.press("g", "d")
        #expect(desk.state.prompt?.field.text == "tom 1")
        desk.press("Escape", "c", "4")
        desk.type("fri 9")
        desk.press("Tab")
        desk.type("wants blue")
        try click(away: &desk)
        desk.press("g", "c", "4")
        #expect(desk.state.prompt?.fields.map(\.text) == ["fri 9", "wants blue"])
        desk.press("Escape", "Escape")
        desk.press("g", "+")
        #expect(desk.state.prompt?.field.text == "wants blue")
        desk.press("Ctrl-U", "Escape", "e")
        try click(away: &desk)
        desk.press("g", "e")
        #expect(desk.state.prompt?.draftAt == nil, "nothing was typed")
    }

    @Test("a customer, a spreadsheet and a view that the disk refused are typed once only")
    func refused() throws {
        var desk = SheetsFixture()
        desk.press("a")
        desk.type("New Person")
        desk.press("Tab")
        desk.type("0347 999")
        try refuse(desk.press("Enter"), &desk)
        #expect(
            desk.state.toast?.text
                == "The change could not be written (the disk is full). Fix the cause and do it again. What you typed is kept: a shows it again."
        )
        desk.press("a")
        #expect(desk.state.prompt?.fields.map(\.text) == ["New Person", "0347 999", ""])
        desk.press("Escape", "a")
        #expect(desk.state.prompt?.fields.map(\.text) == ["", "", ""], "cancelled is cancelled")
        desk.press("Escape")

        let sheet = Change.createSpreadsheet(name: "Fair", description: "")
        _ = Desk.reduce(&desk.state, .refused(sheet, full))
        _ = Desk.ask(.newSpreadsheet, &desk.state)
        #expect(desk.state.prompt?.field.text == "Fair")
        _ = Desk.reduce(&desk.state, .refused(.saveView(SavedView(name: "Hot", query: "status:new")), full))
        _ = Desk.ask(.saveView("status:new"), &desk.state)
        #expect(desk.state.prompt?.field.text == "Hot")
    }

    @Test("a next call that the disk refused is there again, and goes when another is written")
    func nextCall() throws {
        var desk = SheetsFixture()
        desk.press("d")
        desk.type("tom 10")
        try refuse(desk.press("Enter"), &desk)
        #expect(desk.state.toast?.text.hasSuffix("What you typed is kept: d shows it again.") == true)
        desk.press("d")
        #expect(desk.state.prompt?.field.text == "2026-11-24 10:00" && desk.screen.contains("tomorrow 10:00"))
        desk.press("Ctrl-U")
        desk.type("mon")
        desk.press("Enter", "d")
        #expect(desk.state.prompt?.field.text == "")
    }

    @Test("two notes that were refused one after the other stand there together")
    func twoNotes() throws {
        var desk = SheetsFixture()
        func type(_ note: String) -> [DeskEffect] {
            desk.press("+")
            desk.type(note)
            return desk.press("Enter")
        }
        let (first, second) = (type("wants oak"), type("call after lunch"))
        try refuse(first, &desk)
        try refuse(second, &desk)
        #expect(desk.state.toast?.text.hasSuffix("What you typed is kept: + shows it again.") == true)
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "wants oak call after lunch")
        try refuse(desk.press("Enter"), &desk)
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "wants oak call after lunch", "not once more")
    }

    /// The list of calls was looked at once, and is not read again while it is hidden.
    private func besideCalls() -> SheetsFixture {
        var calls = CallsFixture(columns: 110)
        calls.press("1")
        return calls.desk
    }

    @Test("words about a row that is gone are kept for when it is there again, though a list that is hidden has it still")
    func hiddenRow() throws {
        for (key, error) in [("+", StoreError.customerGone), ("d", .spreadsheetGone), ("+", .customerMerged(into: 4))] {
            var desk = besideCalls()
            let id = try #require(desk.state.sheets.grid?.selectedID)
            desk.press(key)
            desk.type("fri")
            let effects = desk.press("Enter")
            let change = try #require(effects.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }.first)
            #expect(Desk.customer(id, in: desk.state) != nil)
            _ = Desk.reduce(&desk.state, .refused(change, error))
            #expect(desk.state.toast?.text.hasSuffix("What you typed is kept, for when the row is there again.") == true)
        }
        var desk = besideCalls()
        let draft = CustomerDraft(spreadsheetID: 1, fields: [.customerName: "New Person"])
        _ = Desk.reduce(&desk.state, .refused(.addCustomer(draft), .spreadsheetGone))
        #expect(desk.state.toast?.text.hasSuffix("What you typed is kept, for when the spreadsheet is there again.") == true)
    }

    @Test("a cell on a card that closes stays to be read in the line at the bottom, though a list that is hidden has the row still")
    func cellOfClosedCard() throws {
        var desk = besideCalls()
        let id = try #require(desk.state.sheets.grid?.selectedID)
        desk.press("Enter", "e", "Ctrl-U")
        desk.type("Somebody Else")
        _ = Desk.reduce(&desk.state, .customer(.cardGone(id)))
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets([SheetsFixture.summaries[1]]))), with: [])
        #expect(desk.screen.contains("Somebody Else") && desk.screen.contains("The row is gone from the screen"))
    }

    @Test("where a refused cell has the next one open already, it is said on which column its words are shown again")
    func refusedBehindTab() throws {
        var desk = SheetsFixture()
        desk.press("e", "Ctrl-U")
        desk.type("Maria R")
        try refuse(desk.press("Tab"), &desk)
        #expect(desk.state.prompt != nil)
        #expect(
            desk.state.toast?.text.hasSuffix(
                "What you typed is kept: leave this field, then e on the \(CustomerField.customerName.title) shows it again.") == true)
    }

    @Test("a cell whose spreadsheet is not shared any more goes on in the line at the bottom, and its text is kept")
    func sharingEnds() throws {
        var desk = SheetsFixture()
        desk.press("e", "Ctrl-U")
        desk.type("Maria R")
        let others = [SheetsFixture.summaries[1]]
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(others))), with: [])
        #expect(desk.screen.contains("The row is gone from the screen, so this cannot be saved there. Esc keeps it."))
        desk.type("ossi")
        #expect(desk.screen.contains("Maria Rossi"))
        var refused = desk
        try refuse(refused.press("Enter"), &refused)
        #expect(refused.state.toast?.text.hasSuffix("What you typed is kept, for when the row is there again.") == true)
        let kept = kept(desk.press("Escape"))
        #expect(kept["draft.20.customer_name"]??.hasSuffix(" Maria Rossi") == true)
        #expect(desk.state.prompt == nil && desk.screen.contains("What you typed is kept, for when the row is there again."))
    }
}
