import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A person in several rows")
struct PeopleTests {
    /// The second enquiry of Lena Novák stands on top, her first among the older rows.
    private static let customers: [Customer] = {
        var new = SheetsFixture.lead(30, "Lena Novák", "+420 601 123 456", "Soylent", age: 20)
        new.enquiry = Enquiry(number: 2, count: 2)
        return [new]
            + SheetsFixture.customers.map { customer in
                var customer = customer
                if customer.id == 13 { customer.enquiry = Enquiry(number: 1, count: 2) }
                return customer
            }
    }()

    private func desk(columns: Int = 110, rows: Int = 30) -> SheetsFixture {
        SheetsFixture(columns: columns, rows: rows, customers: Self.customers)
    }

    private func content(_ desk: SheetsFixture) -> CardContent {
        var content = CardFixture.content(Self.customers[0])
        var other = Self.customers[8]
        other.lead?.formName = "Bathroom form"
        content.others = [PersonRow(customer: other, spreadsheet: "Trade fair May")]
        content.timeline.insert(
            Activity(id: 9, kind: .edited, at: SheetsFixture.now.addingTimeInterval(-3600), author: "ana", text: "no answer (1)", row: 13),
            at: 1)
        return content
    }

    @Test("both rows say so, and phone, age and next call stay", arguments: [(140, 30), (80, 24), (60, 16)])
    func grid(columns: Int, rows: Int) throws {
        let desk = desk(columns: columns, rows: rows)
        try Golden.expect(desk.scene, "people-\(columns)x\(rows)")
        for text in ["0:20", "+420 601 123", "today"] { #expect(desk.screen.contains(text)) }
    }

    @Test("the name is never cut for more than the number of the enquiry")
    func mark() {
        var customer = Self.customers[0]
        #expect(PersonPresentation.mark(customer, beside: "Ida", width: 21) == "2nd enquiry")
        #expect(PersonPresentation.mark(customer, beside: "Lena Novák", width: 21) == "2nd")
        #expect(PersonPresentation.mark(customer, beside: "田中 花子花子花子", width: 21) == "2nd")
        #expect(PersonPresentation.mark(customer, beside: "Lena Novák", width: 10) == nil)
        customer.enquiry = Enquiry(number: 1, count: 2)
        #expect(PersonPresentation.mark(customer, beside: "Lena Novák", width: 21) == "has 2nd")
        #expect(PersonPresentation.mark(customer, beside: "Lena Novák", width: 15) == "1st")
        customer.enquiry = nil
        #expect(PersonPresentation.mark(customer, beside: "Ida", width: 21) == nil)
    }

    @Test("the line below the grid says it in words, with the keys, while the cursor is on such a row")
    func line() {
        var desk = desk(columns: 80, rows: 24)
        #expect(desk.scene.grid.rowText(22).contains("2nd enquiry of the same person   Enter shows all   M merges them"))
        desk.press("j")
        #expect(desk.scene.grid.rowText(22).trimmingCharacters(in: .whitespaces).isEmpty)
    }

    @Test("the card says which enquiry it is, names the other row, and its timeline tells whose line is whose")
    func card() throws {
        var desk = desk(columns: 80, rows: 24)
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(content(desk))))
        try Golden.expect(desk.scene, "people-card-80x24")
    }

    @Test("p shows the other row's card, and p again leads back")
    func other() {
        var desk = desk()
        desk.press("Enter")
        let here = content(desk)
        _ = Desk.reduce(&desk.state, .customer(.card(here)))
        #expect(desk.press("p") == [.customer(.loadCard(13))])
        #expect(desk.state.card?.customer?.id == 13)
        #expect(desk.selected == "Lena Novák" && desk.state.sheets.grid?.selectedID == 30, "the cursor of the grid stays")
        var there = CardContent(customer: here.others[0].customer, lead: nil, timeline: [])
        there.others = [PersonRow(customer: Self.customers[0], spreadsheet: "Meta Ads Leads")]
        _ = Desk.reduce(&desk.state, .customer(.card(there)))
        #expect(desk.press("p") == [.customer(.loadCard(30))])
        desk.press("Escape")
        #expect(desk.state.card == nil)
    }

    @Test("p says why there is no other row")
    func alone() {
        var desk = SheetsFixture()
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        #expect(desk.press("p") == [])
        #expect(desk.screen.contains("This person has no other row"))
    }

    @Test("M merges, the cursor goes to the row that stays, and the toast says how to go back")
    func merge() {
        var desk = desk()
        #expect(desk.press("M") == [.apply(.mergeRows(of: 30, ifAlike: true), .merged)])
        let effects = Desk.reduce(
            &desk.state, .applied(AppliedChange(sentence: "merged 2 rows of Lena Novák", customerID: 13, spreadsheetID: 1), .merged))
        #expect(desk.screen.contains("merged 2 rows of Lena Novák   u undo"))
        var left = Self.customers
        left.removeFirst()
        left[7].enquiry = Enquiry(number: 1, count: 2, held: 2)
        desk.answerWindows(effects, with: left)
        #expect(desk.state.sheets.grid?.selectedID == 13)
        #expect(desk.line(of: "Lena Novák") == 4 + 7)
    }

    @Test("rows of two names are merged by a second M alone, of the same row")
    func otherName() {
        var desk = desk()
        desk.press("M")
        _ = Desk.reduce(&desk.state, .refused(.mergeRows(of: 30, ifAlike: true), .differentNames("Carla Verdi", "Anna Bianchi")))
        #expect(desk.screen.contains("Carla Verdi is not Anna Bianchi.   M again merges them"))
        #expect(desk.press("M") == [.apply(.mergeRows(of: 30), .merged)])
        _ = Desk.reduce(&desk.state, .refused(.mergeRows(of: 30, ifAlike: true), .differentNames("Carla Verdi", "Anna Bianchi")))
        desk.press("j")
        #expect(!desk.screen.contains("M again") && desk.press("M") == [.apply(.mergeRows(of: 20, ifAlike: true), .merged)])
    }

    @Test("the rows that come back when merging is undone are shown at once, and are not counted as new")
    func split() {
        var desk = SheetsFixture(customers: Array(Self.customers.dropFirst(3)))
        desk.press("j")
        let here = desk.selected
        let undone = AppliedChange(sentence: "undid: merged 4 rows", customerID: 13, spreadsheetID: 1, way: .undone)
        desk.answerWindows(Desk.reduce(&desk.state, .undone(undone)), with: Self.customers)
        #expect(desk.state.sheets.grid?.unseen == 0 && !desk.screen.contains("g shows"))
        for customer in Self.customers.prefix(3) { #expect(desk.screen.contains(customer.customerName), "\(customer.customerName)") }
        #expect(desk.selected == here)
        // A lead that comes afterwards is one.
        desk.answerWindows(
            Desk.reduce(&desk.state, .news([.customersChanged])),
            with: [SheetsFixture.lead(99, "Ivan Petrov", "+359 88 123 4567", "", age: 2)] + Self.customers)
        #expect(desk.screen.contains("1 new, g shows"))
    }

    @Test("where the row that stays is not in view, the view stays")
    func mergeElsewhere() {
        var desk = desk()
        desk.press("M")
        let effects = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "merged", customerID: 777, spreadsheetID: 1), .merged))
        for case .sheets(.loadWindow(let request)) in effects { #expect(request.purpose == .refresh) }
        desk.answerWindows(effects, with: Array(Self.customers.dropFirst()))
        #expect(desk.selected == "María Rossi")
    }

    @Test("the card of a row that was merged becomes that of the row it is a part of")
    func cardMerged() {
        var desk = desk()
        desk.press("Enter", "j", "M")
        _ = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "merged", customerID: 13, spreadsheetID: 1), .merged))
        _ = Desk.reduce(&desk.state, .customer(.cardMerged(30, CardContent(customer: Self.customers[8], lead: nil, timeline: []))))
        #expect(desk.state.card?.id == 13)
        #expect(desk.state.card?.field == .companyName)
        _ = Desk.reduce(&desk.state, .customer(.cardMerged(99, CardContent(customer: Self.customers[1], lead: nil, timeline: []))))
        #expect(desk.state.card?.id == 13, "an answer that nobody waits for any more")
    }

    @Test("where there is nothing to merge the reason is said, and nothing is read again")
    func nothing() {
        var desk = desk()
        let effects = Desk.reduce(
            &desk.state, .refused(.mergeRows(of: 20), .nothingToMerge("Nothing to merge: no other row of yours has this number.")))
        #expect(effects == [])
        #expect(desk.screen.contains("! Nothing to merge: no other row of yours"))
    }

    @Test("a lead that became part of a row is announced as 2nd enquiry, makes no new row, and n opens the row")
    func joined() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        var part = SheetsFixture.lead(99, "Lena N.", "+420 601 123 456", "Soylent", age: 3)
        part.enquiry = Enquiry(number: 2, count: 2)
        let news = StoreEvent.leadJoined(JoinedLead(customer: part, into: 13), userID: 1)
        let effects = Desk.reduce(&desk.state, .news([news]))
        #expect(desk.screen.contains(" NEW   Lena N. · 2nd enquiry · Kitchen form · 0:03"))
        #expect(effects.contains(.notify(title: "2nd enquiry", body: "Lena N. · Kitchen form")))
        #expect(effects.contains { if case .sheets(.loadWindow) = $0 { true } else { false } })
        #expect(desk.state.sheets.grid?.rows.count == SheetsFixture.customers.count && desk.selected == "María Rossi")
        #expect(desk.press("n") == [.customer(.loadCard(99))])
        _ = Desk.reduce(&desk.state, .customer(.cardMerged(99, CardContent(customer: SheetsFixture.customers[7], lead: nil, timeline: []))))
        #expect(desk.state.card?.id == 13)
        part.spreadsheetID = 9
        #expect(Desk.reduce(&desk.state, .news([.leadJoined(JoinedLead(customer: part, into: 13), userID: 2)])).isEmpty)
    }

    @Test("a second enquiry that arrives while a cell is being edited marks the first row, and moves nothing")
    func heldWhileEditing() {
        let many = (1...60).map { SheetsFixture.lead(Int64($0), "Customer \($0)", "+1 415 555 2671", "Hooli", age: 10_000 - Double($0)) }
        var desk = SheetsFixture(columns: 80, rows: 24, customers: many.reversed())
        desk.press("j", "e")
        let line = desk.line(of: "Customer 59")
        var again = SheetsFixture.lead(99, "C. 58", "+1 415 555 2671", "Hooli", age: 3)
        again.enquiry = Enquiry(number: 2, count: 2)
        let effects = Desk.reduce(&desk.state, .news([.leadArrived(again, userID: 1)]))
        var rows = many
        rows[57].enquiry = Enquiry(number: 1, count: 2)
        desk.answerWindows(effects, with: [again] + rows.reversed())
        #expect(desk.line(of: "Customer 59") == line)
        #expect(desk.screen.contains("↑ 1 new"))
        #expect(desk.screen.split(separator: "\n").contains { $0.contains("Customer 58  1st") })
    }

    @Test("what another process took in is announced once, as what this process took in is")
    func joinedElsewhere() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .sheets(.newest(SheetsFixture.customers, joined: [], after: 20)))
        var part = SheetsFixture.lead(99, "Lena N.", "+420 601 123 456", "Soylent", age: 3)
        part.enquiry = Enquiry(number: 2, count: 2)
        let joined = [JoinedLead(customer: part, into: 13)]
        #expect(Desk.reduce(&desk.state, .sheets(.newest(SheetsFixture.customers, joined: joined, after: 20))).contains(.bell))
        #expect(desk.screen.contains("Lena N. · 2nd enquiry"))
        #expect(Desk.reduce(&desk.state, .sheets(.newest(SheetsFixture.customers, joined: joined, after: 20))).isEmpty)
    }

    @Test("hostile names do not leave their cells")
    func hostile() {
        var customers = Self.customers
        customers[0].customerName = "a\u{1B}[31m\u{202E}b\u{200B}\t"
        let desk = SheetsFixture(columns: 80, rows: 24, customers: customers)
        let rows = desk.screen.unicodeScalars
        #expect(!rows.contains("\u{1B}") && !rows.contains("\u{202E}") && !rows.contains("\t"))
        #expect(desk.scene.grid.rowText(4).contains("+420 601 123"))
    }
}
