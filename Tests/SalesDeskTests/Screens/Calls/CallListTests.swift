import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The Calls screen") struct CallListTests {
    @Test("looks as agreed", arguments: [Size(columns: 80, rows: 24), Size(columns: 110, rows: 24), Size(columns: 60, rows: 16)])
    func golden(_ size: Size) throws {
        try Golden.expect(CallsFixture(columns: size.columns, rows: size.rows).scene, "calls-\(size.columns)x\(size.rows)")
    }

    @Test("the header counts whom to call on every screen, and the keys go from group to group")
    func groups() {
        var calls = CallsFixture()
        #expect(calls.line(0).contains("2 Calls 8"))
        #expect(calls.line(2).contains("all 8 · due 1 · new 3 · today 2 · overdue 1 · no date 1"))
        calls.press("Tab", "Tab")
        #expect(calls.selected == "María Rossi" && !calls.screen.contains("+46 70 123 45 67"))
        calls.press("Shift-Tab")
        #expect(calls.selected == "Zoë Larsson" && !calls.screen.contains("María Rossi"))
        calls.press("Escape")
        #expect(calls.screen.contains("María Rossi"), "Esc shows all again")
        calls.press("1")
        #expect(calls.line(0).contains("2 Calls 8") && calls.screen.contains("Meta Ads Leads"))
    }

    @Test("a group that could not be read says so, with the key that reads it", arguments: [60, 80, 110])
    func unread(columns: Int) throws {
        var calls = CallsFixture(columns: columns)
        let effects = calls.desk.press("Shift-Tab")
        let request = try #require(effects.compactMap { if case .calls(.load(let request)) = $0 { request } else { nil } }.first)
        _ = Desk.reduce(&calls.desk.state, .calls(.failed(request, "The disk is gone.")))
        #expect(calls.screen.contains("not read, R reads again"))
        calls.press("R")
        #expect(!calls.screen.contains("not read") && calls.selected != "María Rossi")
    }

    @Test("news leave a long list whole, however few lines the screen has")
    func news() {
        var calls = CallsFixture((1...150).map { CallsFixture.row($0, "Lena \($0)", "+420 601 555 050", "contacted", next: "2026-11-22") })
        calls.answer(Desk.reduce(&calls.desk.state, .news([.customersChanged])))
        #expect(calls.desk.state.calls.list?.rows.count == 150)
    }

    @Test("the pane has the days ahead")
    func days() {
        var calls = CallsFixture(columns: 110)
        #expect(calls.screen.contains("Tomorrow        1"))
        calls.press("Shift-Tab")
        #expect(calls.selected == "田中 花子" && calls.screen.contains("10:00"))
    }

    @Test("no answer, again later, next lead is two keys; what is done stays, dimmed, until it is refreshed")
    func twoKeys() {
        var calls = CallsFixture()
        calls.press("c", "1")
        #expect(calls.selected == "María Rossi")
        #expect(calls.screen.contains("▌ new 0:42") && calls.screen.contains("today 15:17"))
        #expect(calls.line(0).contains("2 Calls 8"), "a call of today is left")
        calls.press("c", "7", "p")
        #expect(calls.selected == "John Doe")
        #expect(calls.screen.contains("done         María Rossi") && calls.line(0).contains("2 Calls 7"))
        calls.press("R")
        #expect(!calls.screen.contains("+39 347 123 4567") && calls.selected == "John Doe")
    }

    @Test("a lead that comes shows in its place, and the cursor stays on its customer and its line")
    func arrival() throws {
        var calls = CallsFixture()
        calls.press("j", "j")
        let line = try #require(calls.desk.line(of: "▌ new 3:10"))
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 1).customer)
        #expect(calls.selected == "John Doe")
        #expect(calls.desk.line(of: "▌ new 3:10") == line)
        #expect(calls.line(0).contains("2 Calls 9"))
        calls.press("g")
        #expect(try #require(calls.desk.line(of: "Ada Lovelace")) < #require(calls.desk.line(of: "María Rossi")))
    }

    @Test("a time that comes makes a call due by itself, on its minute")
    func time() {
        var calls = CallsFixture()
        #expect(calls.line(2).contains("due 1"))
        #expect(Desk.nextChange(calls.desk.state) <= SheetsFixture.now.addingTimeInterval(60))
        calls.advance(88 * 60)
        #expect(calls.line(2).contains("due 2") && calls.screen.contains("due 16:00    Kofi Mensah"))
        calls.press("1")
        calls.advance(10 * 3600)
        #expect(calls.line(0).contains("2 Calls 9"), "at midnight tomorrow's calls are today's")
    }

    @Test("an empty list says who is next, and how it fills")
    func empty() {
        let later = CallsFixture([CallsFixture.rows[4]])
        #expect(later.screen.contains("Kofi Mensah"))
        var calls = CallsFixture([CallsFixture.rows[8]])
        #expect(calls.screen.contains("Nobody is to be called now."))
        #expect(calls.press("Enter").isEmpty && calls.screen.contains("Nobody is to be called here."))
    }

    @Test("of very many the first are shown, and whoever goes on behind the last is told how the others come")
    func many() {
        let rows = (1...201).map { number in
            CallsFixture.row(
                Int64(number), "Lead \(number)", "+44 20 7946 0\(100 + number)", "new", next: "2026-11-23", leadAge: TimeInterval(number))
        }
        var calls = CallsFixture(rows)
        calls.press("G")
        #expect(!calls.screen.contains("The first"))
        calls.press("j")
        #expect(calls.screen.contains("The first 200. R shows others in place of those who were dealt with."))
        var few = CallsFixture()
        few.press("G", "j")
        #expect(!few.screen.contains("The first"))
    }

    @Test("the same commands work on a row as in the grid")
    func commands() {
        var calls = CallsFixture()
        calls.press("s")
        #expect(calls.desk.state.prompt?.purpose == .status(1))
        calls.press("Escape", "d")
        #expect(calls.desk.state.prompt?.purpose == .nextCall(1))
        calls.press("Escape", "+")
        #expect(calls.desk.state.prompt?.purpose == .note(1))
        calls.press("Escape")
        #expect(calls.press("w").contains(.messages(.load(1))))
        calls.press("Escape")
        #expect(calls.press("X").contains(.apply(.deleteCustomer(1), .said)))
        #expect(!calls.screen.contains("Zoë Larsson  "))
    }

    @Test("every size shows whom to call", arguments: [20, 40, 60, 80, 110, 160])
    func sizes(columns: Int) {
        for rows in [5, 10, 24] { #expect(CallsFixture(columns: columns, rows: rows).screen.contains("Zo")) }
    }
}
