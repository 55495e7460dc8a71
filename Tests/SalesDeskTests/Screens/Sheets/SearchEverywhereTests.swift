import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Searching everything a user has") struct SearchEverywhereTests {
    private static let elsewhere: [Customer] = [
        (41, "Rui Rossi", "+351 936 555 036"), (42, "Joaquim Rossi", "+351 936 555 034"),
    ].map { id, name, phone in
        var customer = SheetsFixture.lead(Int64(id), name, phone, "Soylent", age: 500, next: "2027-01-12 17:15")
        customer.spreadsheetID = 2
        return customer
    }

    private static let all = SheetsFixture.customers + elsewhere

    private func search(_ desk: inout SheetsFixture, _ text: String) {
        desk.answerWindows(desk.press("/"), with: Self.all)
        desk.answerWindows(desk.type(text), with: Self.all)
    }

    @Test("hits of other spreadsheets stand below a line, with the names of these", arguments: [60, 80, 110, 140])
    func others(columns: Int) throws {
        var desk = SheetsFixture(columns: columns, rows: 24)
        search(&desk, "rossi")
        let line = try #require(desk.line(of: "─ other spreadsheets ─"))
        #expect(try #require(desk.line(of: "María Rossi")) == line - 1)
        #expect(try #require(desk.line(of: "Rui Rossi")) == line + 1)
        if columns >= 80 {
            #expect(desk.screen.contains("1 here, 2 elsewhere"))
            #expect(desk.scene.grid.rowText(line + 1).contains("Trade fair May"))
        }
        // The phone is whole, and so is the date, or it is not there.
        #expect(desk.scene.grid.rowText(line + 1).contains("+351 936 555 036"))
        #expect(desk.scene.grid.rowText(line + 1).contains("12 Jan 17:15") == desk.scene.grid.rowText(line + 1).contains("12"))
        #expect(!desk.scene.grid.rowText(line - 1).suffix(20).contains("Trade fair May"))
    }

    @Test("those that were found are counted by themselves where not all of them were read")
    func counted() throws {
        var desk = SheetsFixture()
        desk.answerWindows(desk.press("/"), with: Self.all)
        let requests = desk.type("rossi").compactMap { effect in if case .sheets(.loadWindow(let request)) = effect { request } else { nil }
        }
        let request = try #require(requests.last)
        let window = SheetWindow(rows: Self.elsewhere, atStart: true, atEnd: false)
        #expect(Desk.reduce(&desk.state, .sheets(.window(request, window, kept: []))).contains(.sheets(.count(request.query))))
        #expect(desk.state.sheets.shown == nil)
    }

    @Test("who is found alone is opened by Enter, several are gone through")
    func enter() {
        var desk = SheetsFixture()
        search(&desk, "rui rossi")
        desk.press("Enter")
        #expect(desk.state.card?.id == 41)
        desk = SheetsFixture()
        search(&desk, "rossi")
        desk.press("Enter")
        #expect(desk.state.card == nil)
        desk.press("j")
        #expect(desk.selected == "Rui Rossi")
        desk.press("Enter")
        #expect(desk.state.card?.id == 41)
    }

    @Test("Enter before the rows are there opens whoever is found alone once they are")
    func earlyEnter() {
        var desk = SheetsFixture()
        desk.press("/")
        let effects = desk.type("novak")
        desk.press("Enter")
        #expect(desk.state.card == nil)
        desk.answerWindows(effects, with: Self.all)
        #expect(desk.state.card?.id == 13)
    }

    @Test("Esc leads back to the row where one was")
    func escape() {
        var desk = SheetsFixture()
        desk.press("j", "j")
        search(&desk, "rossi")
        #expect(desk.selected == "María Rossi")
        desk.answerWindows(desk.press("Escape"), with: SheetsFixture.customers)
        #expect(desk.selected == "Priya Khan")
        search(&desk, "rossi")
        for key in ["Enter", "G", "Escape"] {
            desk.answerWindows(desk.press(key), with: key == "Escape" ? SheetsFixture.customers : Self.all)
        }
        #expect(desk.selected == "Priya Khan", "whom it found elsewhere is not in this list")
    }

    @Test("what cannot be read is said in its line, and what was found before stays")
    func fault() {
        var desk = SheetsFixture(columns: 110)
        search(&desk, "status:won")
        #expect(desk.screen.contains("Grace Okafor") && !desk.screen.contains("John Doe"))
        desk.answerWindows(Desk.reduce(&desk.state, .input(.paste(" stauts:x"))), with: Self.all)
        #expect(desk.screen.contains("Did you mean status:?"))
        #expect(desk.screen.contains("Grace Okafor") && !desk.screen.contains("John Doe"))
        #expect(desk.state.toast == nil)
        desk.press("Enter")
        #expect(desk.state.prompt != nil, "it is not kept")
        desk.answerWindows(desk.press("Ctrl-U"), with: Self.all)
        #expect(desk.screen.contains("John Doe"))
    }

    @Test("a filter is of the open spreadsheet alone, words are looked for everywhere")
    func scopes() {
        var desk = SheetsFixture()
        search(&desk, "status:new")
        #expect(desk.state.sheets.grid?.query.scope == .spreadsheet(1))
        desk.type(" rossi")
        #expect(desk.state.sheets.grid?.query.scope == .everywhere(first: 1, of: 1))
    }

    @Test(
        "letters write the query, and it is shown",
        arguments: [("s", "n", "status:new"), ("n", "o", "next:<today"), ("i", "a", "is:again")])
    func letters(_ key: String, _ value: String, _ text: String) {
        var desk = SheetsFixture()
        desk.press("f", key)
        #expect(desk.scene.grid.rowText(29).contains("press letters"))
        desk.answerWindows(desk.press(value), with: Self.all)
        #expect(desk.state.sheets.grid?.query.filter.text == text)
        #expect(desk.screen.contains(text))
        desk.answerWindows(desk.press(value), with: Self.all)
        #expect(desk.state.sheets.grid?.query.filter.text == "")
    }

    @Test("an order that the query asks for holds until it is gone, or another is chosen")
    func orders() {
        var desk = SheetsFixture()
        search(&desk, "status:new sort:name")
        #expect(desk.state.sheets.grid?.query.order == SheetOrder(.field(.customerName)))
        desk.press("Enter")
        desk.answerWindows(desk.press("o", "c"), with: Self.all)
        #expect(desk.state.sheets.grid?.query.order == SheetOrder(.field(.companyName)))
        #expect(desk.state.sheets.grid?.query.filter.text == "status:new")
    }

    @Test("a caller is looked for from every screen and from a card, and Esc goes back there", arguments: ["2", "3", "4", "Enter"])
    func everyScreen(key: String) {
        var desk = SheetsFixture()
        desk.press(key)
        let before = desk.state.screen
        search(&desk, "555034")
        #expect(desk.screen.contains("/555034") && desk.screen.contains("Joaquim Rossi"))
        desk.press("Escape")
        #expect(desk.state.screen == before && desk.state.prompt == nil)
    }

    @Test("another caller takes the place of the one before, and a filter stays")
    func nextCaller() {
        var desk = SheetsFixture()
        search(&desk, "rossi")
        desk.press("Enter")
        search(&desk, "555034")
        #expect(desk.state.sheets.grid?.query.filter.text == "555034")
        desk.press("Escape", "Escape")
        search(&desk, "status:new")
        desk.press("Enter")
        search(&desk, "rossi")
        #expect(desk.state.sheets.grid?.query.filter.text == "status:new rossi")
    }
}
