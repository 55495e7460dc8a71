import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The list as people work with it") struct ListTests {
    private func arrive(_ ids: [Int64], _ desk: inout SheetsFixture) {
        for id in ids {
            _ = Desk.reduce(
                &desk.state, .news([.leadArrived(SheetsFixture.lead(id, "Lead \(id)", "+1 415 555 0100", "Hooli", age: 5), userID: 1)]))
        }
    }

    // MARK: New leads

    @Test("n goes through all that arrived, the newest first, with a count")
    func arrivedLeads() {
        var desk = SheetsFixture()
        arrive([101, 102, 103], &desk)
        #expect(desk.screen.contains(" NEW 3   Lead 103"))
        #expect(desk.press("n") == [.customer(.loadCard(103))])
        #expect(desk.press("n") == [.customer(.loadCard(102))])
        desk.press("Escape")
        #expect(desk.screen.contains(" NEW   Lead 101"))
        #expect(desk.press("n") == [.customer(.loadCard(101))])
        desk.press("n")
        #expect(desk.screen.contains("Nothing needs you now."))
    }

    @Test("Esc puts the announcement off until the next arrives, and n opens them all the same")
    func putOff() {
        var desk = SheetsFixture()
        arrive([101], &desk)
        desk.press("Escape")
        #expect(!desk.screen.contains("Lead 101 ·"))
        arrive([102], &desk)
        #expect(desk.screen.contains(" NEW 2   Lead 102"))
        desk.press("Escape")
        #expect(desk.press("n") == [.customer(.loadCard(102))])
    }

    @Test("a lead that somebody has dealt with is not announced any more")
    func dealtWith() {
        var desk = SheetsFixture()
        arrive([101, 102], &desk)
        let done = SheetsFixture.lead(102, "Lead 102", "+1 415 555 0100", "Hooli", age: 5, status: "attempted", touched: 3)
        let open = SheetsFixture.lead(101, "Lead 101", "+1 415 555 0100", "Hooli", age: 5)
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: [done, open] + SheetsFixture.customers)
        #expect(desk.screen.contains(" NEW   Lead 101"))
    }

    @Test("news of events have nothing of the list read again, and with other news what may ring goes before the rows")
    func eventsChanged() {
        var desk = SheetsFixture()
        #expect(Desk.reduce(&desk.state, .news([.journalChanged])) == [.later(.loadPages)])
        let all = Desk.reduce(&desk.state, .news([.reload]))
        #expect(all.first == .sheets(.loadNewest(LeadSheets(own: 1), after: nil)))
        #expect(all.dropFirst().first.map { if case .sheets(.loadWindow) = $0 { true } else { false } } == true)
        #expect(all.contains(.sheets(.loadOffers(after: nil))))
    }

    @Test("news that customers alone were changed have the rows and the card read again, a moment later the counts, and nothing else")
    func customersChanged() {
        var desk = SheetsFixture()
        desk.press("Enter")
        let effects = Set(Desk.reduce(&desk.state, .news([.customersChanged])))
        let all = Set(Desk.reduce(&desk.state, .news([.reload])))
        #expect(effects.contains { if case .customer(.loadCard) = $0 { true } else { false } })
        #expect(effects.contains(.later(.sheets(.loadSpreadsheets))) && effects.contains(.later(.calls(.count))))
        #expect(all.contains(.later(.loadPages)) && !effects.contains(.later(.loadPages)))
        #expect(all.contains(.later(.sheets(.loadViews))) && !effects.contains(.later(.sheets(.loadViews))))
        // A change of the person's own is seen everywhere at once.
        let applied = AppliedChange(sentence: "status", customerID: 20, edits: [])
        let own = Set(Desk.reduce(&desk.state, .applied(applied, .none)))
        #expect(own.contains(.sheets(.loadSpreadsheets)) && own.contains(.calls(.count)))
    }

    @Test("where there is little room the badge names the key")
    func narrowBadge() {
        var desk = SheetsFixture(columns: 60, rows: 16)
        arrive([101], &desk)
        #expect(desk.screen.contains(" NEW n   Lead 101"))
    }

    // MARK: Prompts

    @Test("a new customer is one line, with Tab between its fields")
    func add() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("a")
        let line = desk.scene.grid.rowText(22)
        #expect(line.contains("new customer") && line.contains("name") && line.contains("phone") && line.contains("e-mail"))
        desk.type("Ada")
        desk.press("Tab")
        desk.type("abc")
        desk.press("Tab")
        desk.type("ada@example.com")
        let fields: [CustomerField: String] = [
            .customerName: "Ada", .phoneNumber: "abc", .email: "ada@example.com", .nextCallDate: "2026-11-23",
        ]
        #expect(desk.press("Enter") == [.apply(.addCustomer(CustomerDraft(spreadsheetID: 1, fields: fields)), .added)])
    }

    @Test("a customer needs a name, and what was typed stays")
    func addNameless() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("a", "Tab")
        desk.type("0171 555123")
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("type a name, or Esc cancels"))
        #expect(desk.screen.contains("0171 555123"))
        #expect(desk.state.prompt?.focus == 0)
    }

    @Test("cancelled is cancelled: nothing of a customer or a spreadsheet that was not made stays behind")
    func cancelled() {
        var desk = SheetsFixture()
        desk.press("a")
        desk.type("Foo")
        desk.press("Escape", "a")
        #expect(desk.state.prompt?.fields.allSatisfy { $0.text.isEmpty } == true)
        desk.press("Escape", "Tab", "+")
        desk.type("Foo")
        desk.press("Escape", "+")
        #expect(desk.state.prompt?.field.text == "")
    }

    @Test("a note left with Esc is there when it is written next, and says since when")
    func draft() {
        var desk = SheetsFixture()
        desk.press("+")
        desk.type("call after lunch")
        desk.press("Escape", "+")
        #expect(desk.state.prompt?.field.text == "call after lunch")
        #expect(desk.screen.contains("draft from 14:32, Ctrl-U empties"))
        desk.press("Ctrl-U", "Escape", "+")
        #expect(desk.state.prompt?.field.text == "")
        #expect(!desk.screen.contains("draft from"))
    }

    @Test("prompts say what to press")
    func hints() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("s")
        #expect(desk.scene.grid.rowText(23).hasPrefix(" press a letter · Esc cancels"))
        desk.press("Escape", "/")
        #expect(desk.scene.grid.rowText(23).hasPrefix(" Enter opens or keeps · Ctrl-S saves as a view · Esc back"))
    }

    @Test("the choices of a prompt can be clicked", arguments: [("s", "contacted"), ("o", "company")])
    func clickChoice(key: String, word: String) throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press(key)
        let hit = try #require(
            desk.scene.hits.last { hit in
                guard case .option = hit.target else { return false }
                return String(desk.scene.grid.rowText(hit.rect.y).dropFirst(hit.rect.x).prefix(hit.rect.width)).hasSuffix(word)
            })
        desk.state.hits = desk.scene.hits
        let effects = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: hit.rect.x, y: hit.rect.y))))
        #expect(!effects.isEmpty)
    }

    // MARK: Deleting

    @Test("the spreadsheet that leads go to, and any large one, is deleted by a second X only")
    func deleteSheet() {
        var desk = SheetsFixture()
        desk.press("Tab")
        #expect(desk.press("X").isEmpty)
        #expect(desk.screen.contains("Meta Ads Leads has 1,204 customers."))
        #expect(desk.screen.contains("X again deletes it"))
        desk.press("j")
        #expect(desk.press("X").isEmpty, "another spreadsheet is asked about anew")
        #expect(desk.press("X") == [.apply(.deleteSpreadsheet(2), .said)])
    }

    @Test("a small spreadsheet goes at once, for u brings it back")
    func deleteSmall() {
        var desk = SheetsFixture()
        let small = SpreadsheetSummary(spreadsheet: Spreadsheet(id: 4, userID: 1, name: "Few", description: ""), byStatus: ["new": 20])
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets([SheetsFixture.summaries[0], small])))
        desk.press("Tab", "j")
        #expect(desk.press("X") == [.apply(.deleteSpreadsheet(4), .said)])
        // The keys stay where the person deleted: a second X is meant for a spreadsheet.
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets([SheetsFixture.summaries[0]])))
        let back = AppliedChange(sentence: "deleted spreadsheet Few", customerID: nil, spreadsheetID: 4, way: .undone)
        _ = Desk.reduce(&desk.state, .undone(back))
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets([SheetsFixture.summaries[0], small])))
        #expect(desk.state.sheets.selectedID == 4 && desk.state.sheets.focus == .spreadsheets)
    }

    // MARK: What was done

    @Test("what was done is said in the words of the list, with the key that undoes it")
    func toasts() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        func done(_ edit: FieldEdit) {
            _ = Desk.reduce(
                &desk.state,
                .applied(AppliedChange(sentence: "?", customerID: 20, spreadsheetID: 1, edits: [edit], name: "Ananya Kaur"), .said))
        }
        done(FieldEdit(.status, from: "won", to: "attempted"))
        #expect(desk.scene.grid.rowText(22).hasPrefix(" Ananya Kaur: won → attempted   u undo"))
        done(FieldEdit(.nextCallDate, from: "", to: "2026-11-24 10:00"))
        #expect(desk.screen.contains("Ananya Kaur: next call none → tomorrow 10:00   u undo"))
        done(FieldEdit(.phoneNumber, from: "", to: "abc"))
        #expect(desk.screen.contains("not a telephone number"))
        desk.press("3")
        #expect(!desk.screen.contains("not a telephone number"), "it belongs to the list")
    }

    // MARK: Widths

    @Test("phone, wait, status and next call are in every list, and a name is not narrower for a wider screen", arguments: 70...160)
    func widths(columns: Int) {
        let desk = SheetsFixture(columns: columns, rows: 24)
        let heads = desk.scene.grid.rowText(desk.line(of: "PHONE") ?? 0)
        for head in ["WAIT", "NAME", "PHONE", "STATUS", "NEXT CALL"] { #expect(heads.contains(head)) }
        #expect(desk.screen.contains("appointment"))
        let width = { (columns: Int) in
            let desk = SheetsFixture(columns: columns, rows: 24)
            return SheetsLayout(desk.state).grid.map { rect in
                GridColumn.layout(
                    width: rect.width - 3, cursor: .customerName, widths: desk.state.sheets.widths, widestStatus: 11)[
                        "customer_name"]?.width ?? 0
            } ?? 0
        }
        if columns >= 80 { #expect(width(columns) >= width(80)) }
        if columns >= 80 { #expect(width(columns) >= 16) }
    }

    @Test("a narrow list keeps three letters of the status", arguments: [60, 64])
    func narrow(columns: Int) {
        let desk = SheetsFixture(columns: columns, rows: 16)
        let line = desk.scene.grid.rowText(desk.line(of: "Đặng Thị") ?? 0)
        #expect(line.contains(" att "))
        #expect(line.contains("+84 91 234 56 78"))
        #expect(line.contains("today 15:15"))
    }

    @Test("the smallest lists keep the phones, and names where they can")
    func tiny() {
        #expect(SheetsFixture(columns: 30, rows: 8).screen.contains("+39 347 123 4567"))
        #expect(SheetsFixture(columns: 30, rows: 8).screen.contains("María"))
        #expect(SheetsFixture(columns: 20, rows: 8).screen.contains("+39 347 123 456"))
    }

    @Test("a column without any text takes no room")
    func emptyColumns() {
        let customers = (1...5).map {
            Customer(id: $0, spreadsheetID: 1, customerName: "Customer \($0)", phoneNumber: "+1 415 555 0100", createdAt: SheetsFixture.now)
        }
        let desk = SheetsFixture(columns: 140, rows: 24, customers: customers)
        for head in ["WAIT", "COMPANY", "E-MAIL", "REMARK"] { #expect(!desk.screen.contains(head)) }
    }

    @Test("a lead that arrives shifts no column")
    func noShift() {
        var desk = SheetsFixture(columns: 110, rows: 24)
        let heads = desk.line(of: "PHONE").map { desk.scene.grid.rowText($0) }
        _ = Desk.reduce(
            &desk.state,
            .news([
                .leadArrived(
                    SheetsFixture.lead(99, "A very long name of somebody", "+1 415 555 0100", "A company with a long name", age: 2),
                    userID: 1)
            ]))
        #expect(desk.line(of: "PHONE").map { desk.scene.grid.rowText($0) } == heads)
    }

    // MARK: Remembering

    @Test("order, filter and the open spreadsheet are kept, and are there at the next start")
    func remembered() {
        var desk = SheetsFixture()
        var kept: [String: String] = [:]
        for effect in desk.press("Tab", "j", "Tab", "o", "n", "f", "s", "l", "Enter") {
            if case .keepPreference(let name, let value) = effect { kept[name] = value }
        }
        var configuration = desk.state.configuration
        configuration.preferences = kept
        var next = DeskState(configuration: configuration, now: SheetsFixture.now, size: Size(columns: 110, rows: 30))
        _ = Desk.reduce(&next, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(next.sheets.grid?.query.filter.text == "status:lost")
        #expect(next.sheets.grid?.query.order == SheetOrder(.field(.customerName)))
        _ = Desk.openSpreadsheet(1, &next)
        #expect(next.sheets.grid?.query == SheetQuery(1))
        _ = Desk.openSpreadsheet(2, &next)
        #expect(next.sheets.grid?.query.filter.text == "status:lost")
    }
}
