import CRM
import TerminalKit
import Testing

@testable import SalesDesk

/// Monday 23 November 2026, 14:32.
@Suite("setting the next call")
struct NextCallPromptTests {
    private func typed(_ text: String, columns: Int = 80, rows: Int = 24, from other: String? = nil) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        if let other, let row = desk.state.sheets.grid?.rows.first(where: { $0.customerName == other }) {
            desk.state.sheets.grid?.selectedID = row.id
        }
        desk.press("d")
        desk.type(text)
        return desk
    }

    private func line(_ desk: SheetsFixture) -> String {
        desk.screen.split(separator: "\n").map(String.init).first { $0.hasPrefix(" next call") } ?? ""
    }

    @Test("the examples stand below the field, whatever is typed in it", arguments: ["", "t", "x", "fri 10"])
    func examples(text: String) {
        let desk = typed(text)
        #expect(
            desk.line(of: "t tomorrow   w in a week   m in a month   e end of day   17:30   3d   - none")
                == desk.line(of: " next call ").map { $0 + 1 })
    }

    @Test("what is typed stays in sight beside what is said about it", arguments: [80, 110])
    func inSight(columns: Int) {
        for text in ["27 november 2026", "monday 27/11/26 99", "nothing of the kind"] {
            let desk = typed(text, columns: columns)
            #expect(line(desk).contains(text), "\(desk.screen)")
        }
    }

    @Test("of one who does not want to be called it is said that no list asks for the call")
    func unwanted() {
        var customers = SheetsFixture.customers
        customers[0].contact.doNotCall = DoNotCall(at: SheetsFixture.now, by: "marco")
        var desk = SheetsFixture(columns: 160, customers: customers)
        for (row, text, isSaid) in [(0, "2026-11-24", true), (0, "", false), (1, "2026-11-24", false)] {
            let edit = FieldEdit(.nextCallDate, from: "2026-11-23", to: text)
            let applied = AppliedChange(
                sentence: "", customerID: customers[row].id, spreadsheetID: 1, edits: [edit], name: customers[row].customerName)
            _ = Desk.reduce(&desk.state, .applied(applied, .said))
            let sentence = "no list asks for this call, because the customer does not want to be called"
            #expect(desk.screen.contains(sentence) == isSaid && desk.screen.contains(": next call today →"))
        }
    }

    @Test("before anything is typed the date that stands is said, once")
    func standing() {
        #expect(line(typed("")).contains("now today"))
        #expect(line(typed("", from: "Omar Haddad")).contains("no next call yet"))
    }

    @Test("a bare hour that is past is shown as tomorrow's before Enter, and written so")
    func pastHour() {
        var desk = typed("10", columns: 110)
        #expect(line(desk).contains("Tuesday 24 November, 10:00 (tomorrow)"))
        #expect(
            desk.press("Enter") == [
                .apply(.editCustomer(20, [FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-24 10:00")]), .said)
            ])
    }

    @Test("t and Enter are tomorrow")
    func oneLetter() {
        var desk = typed("t")
        #expect(desk.press("Enter") == [.apply(.editCustomer(20, [FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-24")]), .said)])
    }

    @Test("+3 moves the date that stands, with its time")
    func moves() {
        var desk = typed("+3", from: "Kofi Mensah")
        #expect(line(desk).contains("Monday 30 November, 11:00"))
        #expect(
            desk.press("Enter") == [
                .apply(.editCustomer(14, [FieldEdit(.nextCallDate, from: "2026-11-27 11:00", to: "2026-11-30 11:00")]), .said)
            ])
    }

    @Test("a day without work is said, as a warning")
    func weekend() {
        let desk = typed("sat 10", columns: 110)
        #expect(line(desk).contains("Saturday 28 November, 10:00 (in 5 days) · not a working day"))
        let cells = (0..<110).map { desk.scene.grid[$0, 21] }
        #expect(cells.contains { $0.text == "S" && $0.style.role == .warning })
        #expect(!cells.contains { $0.style.role == .good })
        #expect(!line(typed("fri 10", columns: 110)).contains("working day"))
    }

    @Test("how much there is to do that day stands beside the date, once a read has told it")
    func load() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("d")
        let friday = try #require(CalendarDay("2026-11-27"))
        #expect(desk.type("fri").last == .customer(.loadDay(friday, except: 20)))
        desk.type(" 10")
        _ = Desk.reduce(&desk.state, .customer(.dayLoad(DayLoad(day: friday, calls: 7, byHour: [10: 1, 16: 2]))))
        #expect(line(desk).contains("Fri 27 Nov, 10:00 · 7 calls that day, 1 of them at 10"))
        // Known already: a key more asks nothing, another day asks again.
        #expect(desk.type(":").isEmpty && desk.type("3").isEmpty && desk.type("0").isEmpty)
        desk.press("Ctrl-U")
        #expect(desk.type("t") == [.customer(.loadDay(friday.adding(days: -3), except: 20))])
        #expect(!line(desk).contains("calls that day"))
        _ = Desk.reduce(&desk.state, .customer(.dayLoad(DayLoad(day: friday.adding(days: -3), calls: 0, byHour: [:]))))
        #expect(line(desk).contains("no other call that day"))
    }

    @Test(
        "what is no date is said in one sentence that can be read whole at 80 columns",
        arguments: ["x", "31/2", "17.30", "1730", "25:00", "13pm", "tom x"])
    func wrong(text: String) {
        #expect(!line(typed(text)).contains("…"))
        var desk = typed("next", columns: 80)
        desk.press("Enter")
        #expect(line(desk).contains("not a date yet: tom 10 · fri · 3d · 31/1 · 17:30"))
        #expect(line(typed("x")).contains("not a date: tom 10 · fri · 3d · 31/1 · 17:30"))
    }

    @Test("a low terminal keeps the line for the field")
    func low() {
        let desk = typed("tom 10", columns: 60, rows: 9)
        #expect(desk.line(of: " next call ") == 7)
    }
}
