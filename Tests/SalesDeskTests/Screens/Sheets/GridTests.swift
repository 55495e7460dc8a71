import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The grid")
struct GridTests {
    private func arrival(_ id: Int64 = 99, sheet: Int64 = 1) -> Customer {
        var customer = SheetsFixture.lead(id, "Ivan Petrov", "+359 88 123 4567", "Cyberdyne", age: 2)
        customer.spreadsheetID = sheet
        return customer
    }

    @Test("a lead that arrives stands above, is announced, and the cursor stays on its customer")
    func arrives() {
        var desk = SheetsFixture()
        desk.press("j", "j")
        #expect(desk.selected == "Priya Khan")
        let line = desk.line(of: "Priya Khan")
        let effects = Desk.reduce(&desk.state, .news([.leadArrived(arrival(), userID: 1)]))
        #expect(desk.selected == "Priya Khan")
        #expect(desk.line(of: "Priya Khan") == line)
        #expect(desk.screen.contains("↑ 1 new"))
        desk.press("g")
        #expect(desk.line(of: "Ivan Petrov") == 4)
        #expect(desk.screen.contains(" NEW   Ivan Petrov · Kitchen form · 0:02"))
        #expect(effects.contains(.bell))
        #expect(effects.contains(.notify(title: "New lead", body: "Ivan Petrov · Kitchen form")))
    }

    @Test("another user's lead is none of this desk's news")
    func othersLead() {
        var desk = SheetsFixture()
        let before = desk.screen
        var theirs = arrival()
        theirs.spreadsheetID = 9
        #expect(Desk.reduce(&desk.state, .news([.leadArrived(theirs, userID: 2)])).isEmpty)
        #expect(desk.screen == before)
    }

    @Test("nothing moves while a cell is being edited: the counter says that there is more above")
    func heldWhileEditing() {
        let many = (1...60).map { SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 0100", "Hooli", age: 10_000 - Double($0)) }
            .reversed()
        var desk = SheetsFixture(customers: Array(many))
        desk.press("j", "e")
        let line = desk.line(of: "Customer 59")
        _ = Desk.reduce(&desk.state, .news([.leadArrived(arrival(), userID: 1)]))
        #expect(desk.line(of: "Customer 59") == line)
        #expect(desk.screen.contains("↑ 1 new"))
        desk.press("Escape", "g")
        #expect(desk.screen.contains("Ivan Petrov"))
        #expect(!desk.screen.contains("↑"))
    }

    @Test("a lead that arrives while the list is scrolled moves no line of it")
    func heldWhileScrolled() {
        let many = (1...100).map { SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 0100", "Hooli", age: 10_000 - Double($0)) }
            .reversed()
        var desk = SheetsFixture(columns: 80, rows: 24, customers: Array(many))
        desk.press("PageDown", "PageDown", "PageDown")
        let before = desk.screen.split(separator: "\n").dropFirst(3).prefix(18)
        _ = Desk.reduce(&desk.state, .news([.leadArrived(arrival(200), userID: 1)]))
        #expect(desk.screen.split(separator: "\n").dropFirst(3).prefix(18) == before)
        #expect(desk.screen.contains("↑ 1 new"))
    }

    /// Customers 1 to `count`, the newest first.
    private static func many(_ count: Int) -> [Customer] {
        (1...count).reversed().map { SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 0100", "Hooli", age: 10_000 - Double($0)) }
    }

    /// A desk that has read the first 200 of some customers.
    private func partly(_ all: [Customer]) throws -> SheetsFixture {
        var desk = SheetsFixture(customers: all)
        desk.press("/")
        desk.answerWindows(desk.type("7"), with: all)
        let opened = desk.press("Escape")
        let request = try #require(opened.compactMap(\.window).last)
        _ = Desk.reduce(
            &desk.state, .sheets(.window(request, SheetWindow(rows: Array(all.prefix(200)), atStart: true, atEnd: false), kept: [])))
        desk.press("g")
        return desk
    }

    @Test("news that come while the list jumps to its end are read after that, and keep the selection")
    func jumpWhileReading() throws {
        let all = Self.many(600)
        var desk = try partly(all)
        let news = Desk.reduce(&desk.state, .news([.reload]))
        let stale = try #require(news.compactMap(\.window).first)
        let jump = try #require(desk.press("G").compactMap(\.window).first)
        #expect(Desk.reduce(&desk.state, .news([.reload])).compactMap(\.window) == [])
        let end = SheetWindow(rows: Array(all.suffix(200)), atStart: false, atEnd: true)
        _ = Desk.reduce(
            &desk.state, .sheets(.window(stale, SheetWindow(rows: Array(all.prefix(200)), atStart: true, atEnd: false), kept: [])))
        let effects = Desk.reduce(&desk.state, .sheets(.window(jump, end, kept: [])))
        #expect(desk.selected == "Customer 1")
        #expect(desk.line(of: "Customer 1 ") != nil)
        // The news is not forgotten over it.
        let again = try #require(effects.compactMap(\.window).first)
        #expect(again.anchor == all.last.map(RowAnchor.around))
        _ = Desk.reduce(&desk.state, .sheets(.window(again, end, kept: [])))
        #expect(desk.selected == "Customer 1")
    }

    @Test("keys pressed while the list jumps, or past the rows at hand, count once the rows are there")
    func typedAhead() throws {
        let all = Self.many(600)
        var desk = try partly(all)
        let jump = try #require(desk.press("G").compactMap(\.window).first)
        desk.press("k", "k", "j")
        _ = Desk.reduce(
            &desk.state, .sheets(.window(jump, SheetWindow(rows: Array(all.suffix(200)), atStart: false, atEnd: true), kept: [])))
        #expect(desk.selected == "Customer 2")

        var other = try partly(all)
        var asked: [DeskEffect] = []
        for _ in 0..<9 { asked += other.press("PageDown") }
        let more = try #require(asked.compactMap(\.window).first)
        #expect(more.anchor == .after(all[199]))
        let height = SheetsLayout(other.state).rowCount
        _ = Desk.reduce(
            &other.state, .sheets(.window(more, SheetWindow(rows: Array(all[200..<400]), atStart: false, atEnd: false), kept: [])))
        #expect(other.selected == all[9 * (height - 1)].customerName)
    }

    @Test("a click chooses a row, whatever keys still waited for rows beyond those at hand")
    func clickAfterKeys() throws {
        let all = Self.many(600)
        var desk = try partly(all)
        var asked: [DeskEffect] = []
        for _ in 0..<30 { asked += desk.press("PageDown") }
        let more = try #require(asked.compactMap(\.window).first)
        desk.state.hits = desk.scene.hits
        let y = try #require(desk.line(of: "Customer 405 "))
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 40, y: y))))
        _ = Desk.reduce(
            &desk.state, .sheets(.window(more, SheetWindow(rows: Array(all[200..<400]), atStart: false, atEnd: false), kept: [])))
        #expect(desk.selected == "Customer 405")
    }

    @Test("rows that could not be read are said, and the next key asks again")
    func failedRead() throws {
        let all = Self.many(600)
        var desk = try partly(all)
        let jump = try #require(desk.press("G").compactMap(\.window).first)
        _ = Desk.reduce(&desk.state, .sheets(.windowFailed(jump, "The disk is gone.")))
        #expect(desk.screen.contains("The disk is gone."))
        #expect(desk.selected == "Customer 600")
        let again = try #require(desk.press("G").compactMap(\.window).first)
        _ = Desk.reduce(
            &desk.state, .sheets(.window(again, SheetWindow(rows: Array(all.suffix(200)), atStart: false, atEnd: true), kept: [])))
        #expect(desk.selected == "Customer 1")
    }

    @Test("G typed before a new view is there goes to the end of that view")
    func jumpBeforeTheView() throws {
        let all = Self.many(600)
        var desk = SheetsFixture(customers: all)
        desk.press("/")
        desk.answerWindows(desk.type("7"), with: all)
        let first = desk.press("Escape")
        let second = desk.press("G")
        let end = SheetWindow(rows: Array(all.suffix(200)), atStart: false, atEnd: true)
        for request in (first + second).compactMap(\.window) {
            let start = SheetWindow(rows: Array(all.prefix(200)), atStart: true, atEnd: false)
            _ = Desk.reduce(&desk.state, .sheets(.window(request, request.anchor == .end ? end : start, kept: [])))
        }
        #expect(desk.selected == "Customer 1")
    }

    @Test("a lead older than the rows at hand does not stand where rows between are missing")
    func olderArrival() throws {
        var grid = GridState(SheetQuery(1))
        let opened = grid.open(SheetQuery(1))
        let rows = Array(Self.many(600).prefix(200))
        _ = grid.take(opened, RowWindow(rows: rows, atStart: true, atEnd: false), kept: [], isQuiet: true, height: 20)
        grid.insert(SheetsFixture.lead(700, "Late", "+1 415 555 0100", "Hooli", age: 20_000), isQuiet: true, height: 20)
        #expect(grid.rows.map(\.id) == rows.map(\.id))
    }

    @Test("a selected customer that is gone gives the selection to its neighbour, also when the rows were read again")
    func goneWhileReading() throws {
        let all = Self.many(300)
        var desk = SheetsFixture(customers: all)
        for _ in 0..<150 { desk.press("j") }
        #expect(desk.selected == "Customer 150")
        let news = Desk.reduce(&desk.state, .news([.reload]))
        let again = try #require(news.compactMap(\.window).first)
        let rest = all.filter { $0.id != 150 }
        _ = Desk.reduce(&desk.state, .sheets(.window(again, SheetWindow(rows: rest, atStart: true, atEnd: true), kept: [])))
        #expect(desk.selected == "Customer 149")
    }

    @Test("a flood of leads is announced once, shows, and does not gather in memory", arguments: [0, 30])
    func flood(scrolled: Int) {
        let many = (1...100).map { SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 0100", "Hooli", age: 10_000 - Double($0)) }
            .reversed()
        var desk = SheetsFixture(customers: Array(many))
        for _ in 0..<scrolled { desk.press("j") }
        let selected = desk.selected
        let batch = (1...5000).map {
            StoreEvent.leadArrived(
                SheetsFixture.lead(Int64(1000 + $0), "Lead \($0)", "+1 415 555 0100", "Hooli", age: 5000 - Double($0)), userID: 1)
        }
        let effects = Desk.reduce(&desk.state, .news(batch))
        #expect(
            effects.filter { if case .session(.notify) = $0 { true } else { false } } == [
                .notify(title: "5000 new leads", body: "Lead 5000 · Kitchen form")
            ])
        #expect(effects.filter { $0 == .bell }.count == 1)
        #expect(desk.selected == selected)
        #expect((desk.state.sheets.grid?.rows.count ?? 0) <= GridState.most)
        #expect(desk.screen.contains("Lead 5000 · Kitchen form"))
    }

    @Test("n opens the lead that has just arrived")
    func openArrival() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .news([.leadArrived(arrival(), userID: 1)]))
        #expect(desk.press("n") == [.customer(.loadCard(99))])
        #expect(desk.state.arrivedLeads.isEmpty)
        #expect(desk.screen.contains("+359 88 123 4567"))
    }

    @Test("a cell is edited in place and written with what stood there before")
    func editCell() {
        var desk = SheetsFixture()
        desk.press("l", "l", "l", "l", "l")
        desk.press("h", "h", "h", "h", "h")
        desk.press("e", "Ctrl-U")
        desk.type("Maria R")
        let effects = desk.press("Enter")
        #expect(effects == [.apply(.editCustomer(20, [FieldEdit(.customerName, from: "María Rossi", to: "Maria R")]), .said)])
    }

    @Test("leaving a cell with Esc writes nothing")
    func leaveCell() {
        var desk = SheetsFixture()
        desk.press("e")
        desk.type("xyz")
        #expect(desk.press("Escape").isEmpty)
        #expect(desk.screen.contains("María Rossi"))
        #expect(!desk.screen.contains("xyz"))
    }

    @Test("Tab saves the cell and edits the next one")
    func tab() {
        var desk = SheetsFixture()
        desk.press("e")
        desk.type("!")
        let effects = desk.press("Tab")
        #expect(effects == [.apply(.editCustomer(20, [FieldEdit(.customerName, from: "María Rossi", to: "María Rossi!")]), .said)])
        #expect(desk.state.prompt?.purpose == .cell(20, .phoneNumber), "the next cell does not wait for the store")
    }

    @Test("s and a letter set the status")
    func status() {
        var desk = SheetsFixture()
        #expect(desk.press("s", "n").isEmpty && desk.screen.contains("María Rossi is new already."))
        #expect(desk.press("s", "c") == [.apply(.editCustomer(20, [FieldEdit(.status, from: "new", to: "contacted")]), .said)])
        #expect(desk.state.prompt == nil)
    }

    @Test("d and a shorthand set the next call, and the resolved date stands there while typing")
    func nextCall() {
        var desk = SheetsFixture()
        desk.press("d")
        desk.type("tom 10")
        #expect(desk.screen.contains("Tuesday 24 November, 10:00"))
        let edit = FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-24 10:00")
        #expect(desk.press("Enter") == [.apply(.editCustomer(20, [edit]), .said)])
    }

    @Test("a wrong shorthand is said and kept for mending")
    func wrongDate() {
        var desk = SheetsFixture()
        desk.press("d")
        desk.type("31/2")
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.state.prompt?.field.text == "31/2")
        #expect(desk.state.prompt?.problem != nil)
    }

    @Test("a customer that somebody else brings back stands where it stood, above an edited one too")
    func broughtBack() {
        var desk = SheetsFixture()
        let edited = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "edited", customerID: 18, spreadsheetID: 1), .said))
        desk.answerWindows(edited, with: SheetsFixture.customers)
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: SheetsFixture.customers.filter { $0.id != 19 })
        #expect(desk.state.sheets.grid?.rows.prefix(2).map(\.id) == [20, 18])
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: SheetsFixture.customers)
        #expect(desk.state.sheets.grid?.rows.prefix(3).map(\.id) == [20, 19, 18])
    }

    @Test("a line of a few seconds does not stay for hours when the clock is set back")
    func clockSetBack() {
        var desk = SheetsFixture()
        desk.state.say("copied the phone number", .info)
        _ = Desk.reduce(&desk.state, .clock)
        #expect(desk.state.toast != nil)
        desk.state.now -= 3600
        _ = Desk.reduce(&desk.state, .clock)
        #expect(desk.state.toast == nil)
    }

    @Test("an edited row that no longer fits the filter stays, dimmed, until R")
    func misfit() throws {
        var desk = SheetsFixture()
        desk.answerWindows(desk.press("f", "s", "n", "Enter"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe"))
        #expect(!desk.screen.contains("Lena Novák"))
        desk.press("j")
        var customers = SheetsFixture.customers
        customers[1].status = "contacted"
        let after = Desk.reduce(
            &desk.state, .applied(AppliedChange(sentence: "status of John Doe: new → contacted", customerID: 19, spreadsheetID: 1), .said))
        desk.answerWindows(after, with: customers)
        #expect(desk.selected == "John Doe")
        let y = try #require(desk.line(of: "John Doe"))
        let x =
            2
            + (try #require(
                desk.scene.grid.rowText(y).firstIndex(of: "J").map {
                    desk.scene.grid.rowText(y).distance(from: desk.scene.grid.rowText(y).startIndex, to: $0)
                }))
        #expect(desk.scene.grid[x, y].style.role == .dim)
        desk.answerWindows(desk.press("R"), with: customers)
        #expect(desk.screen.contains("María Rossi"))
        #expect(!desk.screen.contains("+1 415-555-2671"))
    }

    @Test("rows asked for by an older view are not taken for those of a newer one")
    func oldAnswer() {
        var desk = SheetsFixture()
        let old = desk.press("/") + desk.type("n")
        _ = desk.type("o")
        let before = desk.screen
        desk.answerWindows(old, with: SheetsFixture.customers)
        #expect(desk.screen == before)
    }

    @Test("sorting by a column asks for that order, and again turns it round")
    func sort() {
        var desk = SheetsFixture()
        _ = desk.press("o", "n")
        #expect(desk.state.sheets.grid?.query.order == SheetOrder(.field(.customerName)))
        #expect(desk.screen.contains("by name"))
        _ = desk.press("o", "n")
        #expect(desk.state.sheets.grid?.query.order == SheetOrder(.field(.customerName), descending: true))
    }

    @Test("two who edit the same field: the second is told, sees both values and chooses")
    func conflict() {
        var desk = SheetsFixture()
        let change = Change.editCustomer(20, [FieldEdit(.status, from: "new", to: "contacted")])
        _ = Desk.reduce(&desk.state, .refused(change, .conflict(20, field: .status, theirs: "won", yours: "contacted")))
        #expect(desk.screen.contains("keep \"won\""))
        #expect(desk.screen.contains("write \"contacted\""))
        #expect(desk.press("w") == [.apply(.editCustomer(20, [FieldEdit(.status, from: "won", to: "contacted")]), .said)])
    }

    @Test("pasted text never runs as keys")
    func paste() {
        var desk = SheetsFixture()
        #expect(Desk.reduce(&desk.state, .input(.paste("Xq1"))).isEmpty)
        #expect(desk.state.screen == .sheets)
        #expect(desk.screen.contains("Paste into a field: e edits, / searches."))
    }

    @Test("a click selects, a double click opens, a click on a head sorts")
    func mouse() throws {
        var desk = SheetsFixture()
        desk.state.hits = desk.scene.hits
        let y = try #require(desk.line(of: "Priya Khan"))
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 40, y: y))))
        #expect(desk.selected == "Priya Khan")
        #expect(Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.doubleClick, x: 40, y: y)))) == [.customer(.loadCard(18))])
    }

    @Test("every size draws, from nothing to very large, without a trap")
    func sizes() {
        for columns in stride(from: 0, through: 130, by: 3) {
            for rows in 0...32 {
                var desk = SheetsFixture(columns: columns, rows: rows)
                for keys in [["?"], ["Escape", ":"], ["Escape", "s"], ["Escape", "Enter"], ["d"]] {
                    for key in keys { desk.press(key) }
                    #expect(desk.scene.grid.size == Size(columns: columns, rows: rows))
                }
            }
        }
    }

    @Test("an undo leaves in his place who has opened another spreadsheet meanwhile")
    func lateUndoElsewhere() {
        var desk = SheetsFixture()
        desk.press("u")
        let request = desk.press("Tab", "j").compactMap(\.window).last
        #expect(request?.query.spreadsheetID == 2)
        _ = Desk.reduce(&desk.state, .undone(AppliedChange(sentence: "restored María Rossi", customerID: 20, spreadsheetID: 1)))
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(desk.state.sheets.grid?.query.spreadsheetID == 2)
    }
}
