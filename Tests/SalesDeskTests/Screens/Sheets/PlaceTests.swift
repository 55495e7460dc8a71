import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The place in the list") struct PlaceTests {
    private func press(_ desk: inout SheetsFixture, _ keys: String...) {
        for key in keys { desk.answerWindows(desk.press(key), with: SheetsFixture.customers) }
    }

    private func type(_ desk: inout SheetsFixture, _ text: String) {
        for letter in text { desk.answerWindows(desk.type(String(letter)), with: SheetsFixture.customers) }
    }

    @Test("a filter that still shows the customer leaves the cursor on them, one that does not gives it to the first row")
    func filter() {
        var desk = SheetsFixture()
        press(&desk, "j", "j", "f", "s", "n", "Enter")
        #expect(desk.selected == "Priya Khan")
        press(&desk, "f", "s", "n", "c", "Enter")
        #expect(desk.selected == "Lena Novák")
    }

    @Test("another order leaves the cursor on its customer")
    func order() {
        var desk = SheetsFixture()
        press(&desk, "j", "j", "j", "o", "n")
        #expect(desk.selected == "Đặng Thị Hoa")
        press(&desk, "o", "n")
        #expect(desk.selected == "Đặng Thị Hoa")
    }

    @Test("Esc leads from a search back to where one was, whether somebody was found or not")
    func search() {
        var desk = SheetsFixture()
        press(&desk, "j", "j", "/")
        type(&desk, "zzz")
        press(&desk, "Escape")
        #expect(desk.selected == "Priya Khan")
        press(&desk, "/")
        type(&desk, "novak")
        #expect(desk.selected == "Lena Novák")
        press(&desk, "Escape")
        #expect(desk.selected == "Priya Khan")
    }

    @Test("letters taken back bring back the place")
    func backspace() {
        var desk = SheetsFixture()
        press(&desk, "j", "j", "/")
        type(&desk, "novak")
        #expect(desk.selected == "Lena Novák")
        press(&desk, "Ctrl-U")
        #expect(desk.selected == "Priya Khan")
    }

    @Test("the place is kept over other screens, the card, and another spreadsheet and back")
    func elsewhere() {
        var desk = SheetsFixture()
        press(&desk, "j", "j", "3", "5", "Escape", "1")
        #expect(desk.selected == "Priya Khan")
        press(&desk, "Enter", "Escape", "Tab", "j")
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 2)
        press(&desk, "k", "Tab")
        #expect(desk.selected == "Priya Khan")
    }

    @Test("Esc from a card leads back to where it was opened, the search with it, whatever became of the card", arguments: ["p", "M", "u"])
    func card(_ key: String) {
        var desk = SheetsFixture()
        press(&desk, "/")
        type(&desk, "novak")
        press(&desk, "Enter")
        var content = CardFixture.content(SheetsFixture.customers[7])
        var other = SheetsFixture.lead(40, "Lena Novak", "+420 601 123 456", "Soylent", age: 500)
        other.spreadsheetID = 2
        content.others = [PersonRow(customer: other, spreadsheet: "Trade fair May")]
        _ = Desk.reduce(&desk.state, .customer(.card(content)))
        press(&desk, "p")
        if key == "M" {
            desk.answerWindows(
                Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "merged", customerID: 40, spreadsheetID: 2), .merged)),
                with: SheetsFixture.customers)
        }
        if key == "u" {
            desk.answerWindows(
                Desk.reduce(&desk.state, .undone(AppliedChange(sentence: "split", customerID: 40, spreadsheetID: 2))),
                with: SheetsFixture.customers)
            desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries))), with: SheetsFixture.customers)
        }
        press(&desk, "Escape")
        #expect(desk.state.card == nil)
        #expect(desk.state.sheets.grid?.query.filter.text == "novak")
        #expect(desk.selected == "Lena Novák")
    }

    @Test("a deleted customer that comes back has the cursor again; who has gone on stays where they are")
    func deletedAndBack() {
        var desk = SheetsFixture()
        press(&desk, "j", "X")
        #expect(desk.selected == "Priya Khan")
        let back = Desk.reduce(
            &desk.state, .undone(AppliedChange(sentence: "restored John Doe", customerID: 19, spreadsheetID: 1, way: .undone)))
        _ = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "deleted", customerID: 19, spreadsheetID: 1), .said))
        desk.answerWindows(back, with: SheetsFixture.customers)
        #expect(desk.selected == "John Doe")
        press(&desk, "j", "j", "j")
        let other = Desk.reduce(&desk.state, .undone(AppliedChange(sentence: "undid", customerID: 19, spreadsheetID: 1, way: .undone)))
        desk.answerWindows(other, with: SheetsFixture.customers)
        #expect(desk.selected == "田中 花子")
    }

    // MARK: The view

    private static let many = (1...100).reversed().map {
        SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 0100", "Hooli", age: 10_000 - Double($0))
    }

    private func arrive(_ id: Int64, _ desk: inout SheetsFixture) {
        _ = Desk.reduce(
            &desk.state, .news([.leadArrived(SheetsFixture.lead(id, "Lead \(id)", "+1 415 555 0100", "Hooli", age: 5), userID: 1)]))
    }

    @Test("leads that arrive move no line under the cursor, and g shows them", arguments: [0, 1, 5])
    func anchored(down: Int) {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        for _ in 0..<down { desk.press("j") }
        desk.press("?", "Escape")
        let name = desk.selected ?? ""
        let line = desk.line(of: name + " ")
        for id in 201...203 { arrive(Int64(id), &desk) }
        #expect(desk.line(of: name + " ") == line)
        #expect(desk.screen.contains("↑ 3 new"))
        desk.press("g")
        #expect(desk.selected == "Lead 203")
        #expect(!desk.screen.contains("↑"))
    }

    @Test("so do those that another process wrote")
    func anchoredReload() {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.press("j", "j")
        let line = desk.line(of: "Customer 98 ")
        let more = [SheetsFixture.lead(201, "Lead 201", "+1 415 555 0100", "Hooli", age: 5)] + Self.many
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: more)
        #expect(desk.line(of: "Customer 98 ") == line)
        #expect(desk.screen.contains("↑ 1 new"))
    }

    @Test("a short list is anchored like a long one")
    func anchoredShort() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("j")
        let line = desk.line(of: "John Doe")
        arrive(201, &desk)
        #expect(desk.line(of: "John Doe") == line)
        #expect(desk.line(of: "Lead 201  ") == nil)
    }

    @Test("left on the first row for a while, the list shows who arrives, and so does who arrived before that")
    func followed() {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.press("g")
        arrive(201, &desk)
        #expect(desk.line(of: "Lead 201  ") == nil)
        let due = desk.state.now.addingTimeInterval(10)
        #expect(Desk.nextChange(desk.state) <= due)
        desk.state.now = due
        _ = Desk.reduce(&desk.state, .clock)
        #expect(desk.line(of: "Lead 201  ") == 4)
        arrive(202, &desk)
        #expect(desk.line(of: "Lead 202  ") == 4)
        #expect(desk.selected == "Customer 100")
    }

    @Test("below the first row the list stands still, however long nobody presses a key")
    func stands() {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.press("j")
        desk.state.now += 3600
        _ = Desk.reduce(&desk.state, .clock)
        let line = desk.line(of: "Customer 99 ")
        arrive(201, &desk)
        #expect(desk.line(of: "Customer 99 ") == line)
    }

    @Test("a click hits the row that was drawn there, whatever arrived since")
    func click() throws {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.state.hits = desk.scene.hits
        let y = try #require(desk.line(of: "Customer 93 "))
        arrive(201, &desk)
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 20, y: y))))
        #expect(desk.selected == "Customer 93")
    }

    @Test("the wheel moves the view and leaves the cursor; a key that would act on a customer out of view brings it back first")
    func wheel() {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.press("j")
        for _ in 0..<10 { _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.scrollDown, x: 10, y: 10)))) }
        #expect(desk.selected == "Customer 99")
        #expect(desk.line(of: "Customer 99 ") == nil)
        #expect(desk.line(of: "Customer 70 ") == 4)
        for key in ["s", "X", "e", "d", "Enter"] {
            for _ in 0..<10 { _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.scrollDown, x: 10, y: 10)))) }
            #expect(desk.press(key).allSatisfy { if case .apply = $0 { false } else { true } })
            #expect(desk.state.prompt == nil && desk.state.card == nil)
            #expect(desk.line(of: "Customer 99 ") != nil)
            #expect(desk.screen.contains("Back at Customer 99"))
        }
        desk.press("s")
        #expect(desk.state.prompt?.purpose == .status(99))
    }

    @Test("news that are read while the view is scrolled away move nothing, and the arrows go on from the cursor")
    func wheelAndNews() {
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Self.many)
        desk.press("j")
        for _ in 0..<10 { _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.scrollDown, x: 10, y: 10)))) }
        let line = desk.line(of: "Customer 70 ")
        arrive(201, &desk)
        desk.answerWindows(
            Desk.reduce(&desk.state, .news([.reload])),
            with: [SheetsFixture.lead(201, "Lead 201", "+1 415 555 0100", "Hooli", age: 5)] + Self.many)
        #expect(desk.line(of: "Customer 70 ") == line)
        #expect(desk.selected == "Customer 99")
        desk.press("j")
        #expect(desk.selected == "Customer 98")
        #expect(desk.line(of: "Customer 98 ") != nil)
    }
}
