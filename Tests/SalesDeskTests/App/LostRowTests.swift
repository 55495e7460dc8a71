import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A row that somebody else took away") struct LostRowTests {
    private static let others = Array(SheetsFixture.customers.dropFirst())

    /// Somebody else has deleted the first row, on which the cursor is.
    private func lose(_ desk: inout SheetsFixture) {
        desk.answerWindows(Desk.reduce(&desk.state, .news([.customersChanged])), with: Self.others)
    }

    @Test("the keys that were meant for it do nothing to whoever stands there now, until the person has seen it")
    func refused() throws {
        var desk = SheetsFixture()
        let gone = try #require(desk.selected)
        lose(&desk)
        let here = try #require(desk.selected)
        #expect(desk.screen.contains("\(gone) left the list"))
        #expect(desk.press("s", "c", "o", "u", "2").isEmpty && desk.state.screen == .sheets)
        #expect(desk.state.prompt == nil && desk.screen.contains("\(gone) left the list, so nothing was done. The cursor is on \(here)."))
        desk.state.now += 2
        desk.press("s")
        #expect(desk.state.prompt != nil)
    }

    @Test("a key that goes elsewhere is taken at once")
    func goesOn() {
        var desk = SheetsFixture()
        lose(&desk)
        desk.press("Down", "s")
        #expect(desk.state.prompt != nil)
    }

    @Test("a row that the wheel has left behind is not lost")
    func adrift() {
        let many = (1...300).map { SheetsFixture.lead($0 + 1000, "Lead \($0)", "+1 415 555 0100", "Hooli", age: 5) }
        var desk = SheetsFixture(customers: many)
        desk.state.sheets.grid?.scroll(by: 200, height: 20)
        let far = Array(many.dropFirst(100))
        desk.answerWindows(Desk.reduce(&desk.state, .news([.customersChanged])), with: far)
        #expect(desk.state.lost == nil && !desk.screen.contains("left the list"))
    }

    @Test("a list that is not shared any more is told of, and the keys that were meant for its row do nothing")
    func list() throws {
        var desk = SheetsFixture()
        let gone = try #require(desk.selected)
        let left = Array(SheetsFixture.summaries.dropFirst())
        let ivan = SheetsFixture.lead(99, "Ivan Petrov", "+359 88 123 4567", "", age: 90)
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(left))), with: [ivan])
        let words = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("\"Meta Ads Leads\" was deleted, or is not shared with you any more. This is \"Trade fair May\"."))
        #expect(desk.press("s", "c").isEmpty && desk.state.prompt == nil)
        #expect(desk.screen.contains("\(gone) left the list, so nothing was done. The cursor is on Ivan Petrov."))
        desk.state.now += 2
        desk.press("s")
        #expect(desk.state.prompt != nil)
    }

    @Test("on another screen a list that is lost keeps nobody from working")
    func listElsewhere() {
        var calls = CallsFixture()
        _ = Desk.reduce(&calls.desk.state, .sheets(.spreadsheets(Array(SheetsFixture.summaries.dropFirst()))))
        calls.press("s")
        #expect(calls.desk.state.prompt != nil && calls.desk.state.lost == nil)
    }

    @Test("where the spreadsheet that the person made is taken back, the one they came from is there again, without a word of loss")
    func ownList() {
        var desk = SheetsFixture()
        _ = Desk.openSpreadsheet(3, &desk.state)
        let made = SpreadsheetSummary(spreadsheet: Spreadsheet(id: 4, userID: 1, name: "Zebra", description: ""), byStatus: [:])
        desk.state.sheets.openWhenLoaded = 4
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries + [made])))
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 4)
        desk.press("u")
        _ = Desk.reduce(&desk.state, .undone(AppliedChange(sentence: "undid: created spreadsheet Zebra", spreadsheetID: 4, way: .undone)))
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 3)
        #expect(desk.state.toast?.text == "undid: created spreadsheet Zebra" && desk.state.lost == nil)
    }

    @Test("a name for a spreadsheet that is gone is refused, and stays", arguments: [true, false])
    func nameOfGone(isName: Bool) {
        var desk = SheetsFixture()
        _ = Desk.ask(isName ? .renameSpreadsheet(1) : .describeSpreadsheet(1), &desk.state)
        desk.type("Fair")
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(Array(SheetsFixture.summaries.dropFirst()))))
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("the spreadsheet was deleted") && desk.state.prompt?.field.text.hasSuffix("Fair") == true)
    }

    @Test("a row that the person's own change took away is not told of")
    func own() {
        var desk = SheetsFixture()
        desk.press("s", "w")
        lose(&desk)
        #expect(!desk.screen.contains("left the list"))
    }

    @Test("so it is where the card of the row closes")
    func card() throws {
        var desk = SheetsFixture()
        let id = try #require(desk.state.sheets.grid?.selectedID)
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.cardGone(id)))
        #expect(desk.screen.contains("deleted, or given to a colleague"))
        #expect(desk.press("s").isEmpty && desk.state.prompt == nil)
    }

    @Test(
        "a prompt says whom it is about once the cursor is on another row",
        arguments: [("+", "note for"), ("d", "next call of"), ("s", "status of")])
    func named(key: String, label: String) throws {
        var desk = SheetsFixture()
        let gone = try #require(desk.selected)
        desk.press(key)
        #expect(!desk.screen.contains(label))
        lose(&desk)
        #expect(desk.selected != gone && desk.screen.contains("\(label) \(gone)"))
    }

    @Test("lists of one name are told apart by whose they are")
    func sameName() {
        var desk = SheetsFixture()
        var summaries = SheetsFixture.summaries
        (summaries[0].spreadsheet.name, summaries[0].owner, summaries[0].shared) = ("Fair", "marco", .write)
        summaries[1].spreadsheet.name = "Fair"
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(summaries)))
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(Array(summaries.dropFirst())))), with: [])
        #expect(desk.screen.contains("\"Fair · marco\" was deleted, or is not shared with you any more. This is \"Fair\"."))
    }

    @Test("the call prompt keeps whom it is about, and the outcomes")
    func called() throws {
        var desk = SheetsFixture()
        let name = try #require(desk.selected)
        desk.press("c")
        let before = desk.screen
        lose(&desk)
        #expect(before.contains("CALL  \(name)") && desk.screen.contains("CALL  \(name)") && desk.screen.contains("no answer"))
        let effects = desk.press("1")
        #expect(effects.contains { if case .apply(.logCall, _) = $0 { true } else { false } })
    }

    @Test("a call that is taken back leads to its customer again")
    func undone() throws {
        var desk = SheetsFixture()
        let (id, name) = try #require(desk.state.sheets.grid?.selectedCustomer.map { ($0.id, $0.customerName) })
        desk.press("c", "1")
        #expect(desk.selected != name)
        var undone = AppliedChange(sentence: "undid: no answer", customerID: id, way: .undone)
        undone.outcome = .noAnswer
        _ = Desk.reduce(&desk.state, .undone(undone))
        #expect(desk.selected == name)
    }

    @Test("the key that quits works in prompts and over the screen", arguments: ["e", "/", "c", "?", ":"])
    func quits(key: String) {
        var desk = SheetsFixture()
        desk.press(key)
        #expect(desk.press("Ctrl-Q") == [.leave])
    }

    @Test("a name that is taken is said while it can still be changed")
    func taken() {
        var desk = SheetsFixture()
        _ = Desk.ask(.newSpreadsheet, &desk.state)
        desk.type(Spreadsheet.metaAdsLeads.uppercased())
        #expect(desk.press("Enter").isEmpty)
        #expect(
            desk.state.prompt?.field.text == Spreadsheet.metaAdsLeads.uppercased() && desk.screen.contains("already. Choose another name."))
        desk.type(" 2")
        #expect(!desk.press("Enter").isEmpty)
    }
}
