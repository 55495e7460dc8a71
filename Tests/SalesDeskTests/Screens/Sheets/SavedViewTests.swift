import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Saved views at the screens") struct SavedViewTests {
    private static let views = [
        SavedView(id: 1, name: "New", query: "status:new"), SavedView(id: 2, name: "Overdue", query: "next:<today sort:next"),
        SavedView(id: 3, name: "Broken", query: "status:gone"), SavedView(id: 4, name: "Old fair", query: "sheet:winter"),
    ]

    private func desk(columns: Int = 110) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns)
        _ = Desk.reduce(&desk.state, .sheets(.views(Self.views)))
        return desk
    }

    private func open(_ desk: inout SheetsFixture, _ name: String) {
        if desk.state.sheets.focus == .grid { desk.press("Tab") }
        while desk.state.sheets.openView?.name != name {
            let before = desk.state.sheets.viewID
            desk.answerWindows(desk.press("j"), with: SheetsFixture.customers)
            if desk.state.sheets.viewID == before, before != nil { return }
        }
    }

    @Test("they stand below the spreadsheets with their counts, and are opened like these")
    func pane() throws {
        var desk = desk()
        let effects = Desk.reduce(&desk.state, .sheets(.views(Self.views)))
        guard case .sheets(.countViews(let queries))? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(Set(queries.keys) == [1, 2], "one that cannot be shown is not counted")
        _ = Desk.reduce(&desk.state, .sheets(.viewsCounted([1: MatchCount(count: 6, isMore: false)])))
        let line = try #require(desk.line(of: "VIEWS"))
        #expect(desk.scene.grid.rowText(line + 1).contains("New"))
        #expect(desk.scene.grid.rowText(line + 1).prefix(30).contains(" 6"))
        open(&desk, "New")
        #expect(desk.state.sheets.grid?.query.scope == .user(1))
        #expect(desk.screen.contains("status:new"))
        #expect(!desk.screen.contains("Grace Okafor"))
        open(&desk, "Overdue")
        #expect(desk.selected == "Lena Novák")
        desk.press("Tab")
        desk.answerWindows(desk.press("Escape"), with: SheetsFixture.customers)
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 3, "the spreadsheet that was open before")
    }

    @Test("one that another session of the user deletes is told of, and the keys that were meant for its row do nothing")
    func lost() throws {
        var desk = desk()
        open(&desk, "New")
        desk.press("Tab")
        let gone = try #require(desk.selected)
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.views(Array(Self.views.dropFirst())))), with: SheetsFixture.customers)
        #expect(desk.screen.contains("\"New\" was deleted. This is \"Referrals\"."), "\(desk.screen)")
        #expect(desk.press("s").isEmpty && desk.state.prompt == nil && desk.screen.contains("\(gone) left the list, so nothing was done."))
    }

    @Test(
        "one that cannot be shown says so in a sentence, with what to press",
        arguments: [("Broken", "No status begins with \"gone\""), ("Old fair", "No spreadsheet begins with \"winter\"")])
    func faults(_ name: String, _ sentence: String) {
        var desk = desk()
        open(&desk, name)
        let text = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("This view cannot be shown"))
        #expect(desk.state.sheets.viewFault?.contains(sentence) == true)
        #expect(
            desk.state.sheets.viewFault?.contains("i changes its search, X deletes it") == true
                || desk.state.sheets.viewFault?.contains("Delete deletes it") == true)
        desk.press("j", "e", "Escape")
        desk.answerWindows(desk.press("g"), with: SheetsFixture.customers)
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 1)
    }

    @Test("a search gets a name while it is typed, or when it is kept")
    func save() {
        var desk = desk()
        desk.press("/")
        desk.answerWindows(desk.type("status:won"), with: SheetsFixture.customers)
        desk.press("Ctrl-S")
        desk.type("Won ones")
        #expect(desk.press("Enter") == [.apply(.saveView(SavedView(name: "Won ones", query: "status:won")), .said)])
        #expect(desk.press("Ctrl-S").isEmpty)
        #expect(desk.state.prompt?.purpose == .saveView("status:won"))
        desk.press("Escape", "/")
        desk.type(" bad:x")
        desk.press("Ctrl-S")
        #expect(desk.state.prompt?.purpose == .search && desk.state.prompt?.problem != nil)
    }

    @Test("a name that is too long is refused where it is typed, and stays there", arguments: [true, false])
    func longName(isView: Bool) {
        var desk = desk()
        let name = String(repeating: "x", count: isView ? 61 : 201)
        if isView {
            open(&desk, "Overdue")
            desk.press("e", "Ctrl-U")
        } else {
            desk.press("Tab", "+")
        }
        desk.type(name)
        #expect(desk.press("Enter").isEmpty && desk.state.prompt?.field.text == name)
        #expect(
            desk.screen.contains(isView ? "A view's name has 1 to 60 characters; this one has 61." : "A spreadsheet's name takes 1 to 200"))
        desk.press("Backspace")
        #expect(!desk.press("Enter").isEmpty && desk.state.prompt == nil)
    }

    @Test("renamed, changed, ordered and deleted by the keys of spreadsheets")
    func keys() {
        var desk = desk()
        open(&desk, "Overdue")
        desk.press("e", "Ctrl-U")
        desk.type("Late")
        #expect(
            desk.press("Enter") == [
                .apply(.saveView(SavedView(id: 2, name: "Late", query: "next:<today sort:next"), seen: Self.views[1]), .said)
            ])
        desk.press("i", "Ctrl-U")
        desk.type("next:<fri")
        #expect(
            desk.press("Enter") == [.apply(.saveView(SavedView(id: 2, name: "Overdue", query: "next:<fri"), seen: Self.views[1]), .said)])
        #expect(desk.press("K") == [.apply(.moveView(2, to: 0), .none)])
        #expect(desk.state.sheets.views.first?.name == "Overdue")
        #expect(desk.press("X") == [.apply(.deleteView(2), .said)])
    }

    @Test("one that is deleted elsewhere gives way to the spreadsheet")
    func gone() {
        var desk = desk()
        open(&desk, "New")
        _ = Desk.reduce(&desk.state, .sheets(.views([])))
        #expect(desk.state.sheets.viewID == nil)
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 3)
    }

    @Test("nine stand in the list at most; another is found with : and stands there as the last while it is open")
    func nine() {
        var desk = SheetsFixture(columns: 110, rows: 40)
        let views = (1...12).map { SavedView(id: Int64($0), name: "List \($0) of mine", query: "status:new") }
        _ = Desk.reduce(&desk.state, .sheets(.views(views)))
        let pane = desk.screen
        #expect(pane.contains("List 9 of mine") && !pane.contains("List 10 of mine"))
        desk.press(":")
        desk.type("list 12")
        desk.answerWindows(desk.press("Enter"), with: SheetsFixture.customers)
        #expect(desk.state.sheets.openView?.id == 12)
        #expect(desk.state.sheets.shownViews.map(\.id) == Array(1...8) + [12])
        #expect(desk.screen.contains("List 12 of mine") && !desk.screen.contains("List 9 of mine"))
    }
}
