import CRM
import Testing

@testable import SalesDesk

@Suite("Searching and filtering the grid") struct GridSearchTests {
    @Test("search shows what is found while typing, and Esc shows all again")
    func search() {
        var desk = SheetsFixture()
        desk.answerWindows(desk.press("/"), with: SheetsFixture.customers)
        desk.answerWindows(desk.type("novak"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("Lena Novák"))
        #expect(!desk.screen.contains("John Doe"))
        desk.answerWindows(desk.press("Escape"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe"))
    }

    @Test("while a day is typed it stands beside the search as it was understood")
    func days() {
        for (query, days) in [
            ("came:20/11", "Fri 20 Nov 2026"), ("came:2026-11-01..2026-11-20", "Sun 1 Nov 2026 to Fri 20 Nov 2026"),
            ("rossi next:>=24/11", "from Tue 24 Nov 2026"), ("next:<2027-01-31", "to Sat 30 Jan 2027"),
        ] {
            var desk = SheetsFixture()
            desk.press("/")
            desk.type(query)
            #expect(desk.screen.contains("/\(query)") && desk.screen.contains("  \(days)"), "\(desk.screen)")
            desk.type(" ida")
            #expect(!desk.screen.contains(days))
        }
        var desk = SheetsFixture()
        desk.press("/")
        desk.type("age:<1h")
        #expect(!desk.screen.contains("2026"))
    }

    @Test("who was chosen among several that were found stays chosen when all rows are shown again")
    func foundStays() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("an"), with: SheetsFixture.customers)
        for key in ["Enter", "j", "Escape"] { desk.answerWindows(desk.press(key), with: SheetsFixture.customers) }
        #expect(desk.screen.contains("John Doe"))
        #expect(desk.selected != "María Rossi")
        #expect(desk.selected == desk.state.sheets.grid?.selectedCustomer?.customerName)
    }

    @Test("who is chosen among some statuses stays chosen among all")
    func filteredStays() {
        var desk = SheetsFixture()
        desk.press("f", "s")
        desk.answerWindows(desk.type("c"), with: SheetsFixture.customers)
        #expect(desk.selected == "Lena Novák")
        #expect(desk.screen.contains("status:contacted"))
        desk.answerWindows(desk.press("Enter", "f", "*"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe"))
        #expect(desk.selected == "Lena Novák")
    }

    @Test("a search that failed is said in the title, with the key that begins it again", arguments: [60, 110])
    func unread(columns: Int) throws {
        var desk = SheetsFixture(columns: columns)
        desk.press("/")
        let request = try #require(desk.type("novak").compactMap(\.window).last)
        #expect(desk.screen.contains("/novak: searching"))
        _ = Desk.reduce(&desk.state, .sheets(.windowFailed(request, "The disk is gone.")))
        #expect(desk.screen.contains("/novak: not read, R reads again"))
        desk.press("Enter")
        let again = desk.press("R")
        #expect(desk.screen.contains("/novak: searching"))
        desk.answerWindows(again, with: SheetsFixture.customers)
        #expect(desk.screen.contains("/novak: 1 here, 0 elsewhere"))
        #expect(desk.selected == "Lena Novák" && desk.state.card == nil, "an Enter that failed opens nobody later")
    }

    @Test("a list that could not be read after a search says so, with the key that reads it")
    func unreadAll() throws {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("novak"), with: SheetsFixture.customers)
        let request = try #require(desk.press("Escape").compactMap(\.window).last)
        _ = Desk.reduce(&desk.state, .sheets(.windowFailed(request, "The disk is gone.")))
        #expect(desk.screen.contains("not read, R reads again"))
        desk.answerWindows(desk.press("R"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe") && !desk.screen.contains("not read"))
    }

    @Test("rows that could not be counted are said to be so, with the key that counts them")
    func uncounted() throws {
        var desk = SheetsFixture()
        desk.press("/")
        let request = try #require(desk.type("novak").compactMap(\.window).last)
        let many = (1...200).map { SheetsFixture.lead($0, "Lena \($0)", "+420 601 123 456", "Soylent", age: 900) }
        let some = SheetWindow(rows: many, atStart: true, atEnd: false)
        let count = DeskEffect.sheets(.count(request.query))
        #expect(Desk.reduce(&desk.state, .sheets(.window(request, some, kept: []))).contains(count))
        #expect(desk.screen.contains("/novak: searching"))
        _ = Desk.reduce(&desk.state, .sheets(.countFailed(request.query, "The disk is gone.")))
        #expect(desk.screen.contains("/novak: not counted, R counts again"))
        desk.press("Enter")
        let again = try #require(desk.press("R").compactMap(\.window).last)
        #expect(desk.screen.contains("/novak: searching"))
        #expect(Desk.reduce(&desk.state, .sheets(.window(again, some, kept: []))).contains(count))
        let matches = Matches(here: MatchCount(count: 12, isMore: false))
        _ = Desk.reduce(&desk.state, .sheets(.counted(request.query, matches)))
        #expect(desk.screen.contains("/novak: 12 shown"))
    }

    @Test("no match is said, with the way back")
    func noMatch() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("zzz"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("No match for \"zzz\". Esc clears the search."))
    }

    @Test("rows that came above a filtered list are counted once, and the key that leads there shows them", arguments: [true, false])
    func arrivals(isTold: Bool) {
        var desk = SheetsFixture(columns: 110, rows: 24)
        desk.answerWindows(desk.press("f", "s", "n", "Enter"), with: SheetsFixture.customers)
        desk.press("Down")
        #expect(desk.screen.contains("3 shown"))
        let fresh = [21, 22].map { SheetsFixture.lead($0, "Ida New \($0)", "+39 347 000 0000", "", age: Double(30 - $0)) }
        if isTold {
            _ = Desk.reduce(&desk.state, .news(fresh.map { .leadArrived($0, userID: 1) }))
            #expect(desk.screen.contains("2 more, R shows"))
        }
        let rows = fresh.reversed() + SheetsFixture.customers
        desk.answerWindows(Desk.reduce(&desk.state, .news([.customersChanged])), with: rows)
        #expect(desk.screen.contains("5 shown") && desk.screen.contains("↑ 2 new, g shows"))
        desk.press("g")
        #expect(desk.line(of: "Ida New 21") != nil && desk.line(of: "Ida New 22") != nil && !desk.screen.contains("↑"))
    }
}
