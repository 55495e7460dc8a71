import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

/// What is told at a width is told in whole; what has no room gives way to what is worth more.
@Suite("What each width shows") struct WidthTests {
    private static let times = CountryTimes(
        zoneTable: "GB\t+513030-0000731\tEurope/London\nIT\t+4154+01229\tEurope/Rome\nJP\t+353916+1394441\tAsia/Tokyo\n")

    /// The cell in which a text begins, and its line.
    private static func place(of text: String, in grid: Grid, below top: Int = 0) -> (x: Int, y: Int)? {
        for y in top..<grid.height {
            let cells = (0..<grid.width).map { grid[$0, y].text }
            let line = cells.joined()
            guard let found = line.range(of: text) else { continue }
            var left = line.utf8.distance(from: line.startIndex, to: found.lowerBound)
            for (x, cell) in cells.enumerated() {
                if left <= 0, grid[x, y].width > 0 { return (x, y) }
                left -= cell.utf8.count
            }
        }
        return nil
    }

    @Test(
        "a name of emoji, of joined ones, or from right to left is seen in list, card and call prompt, and moves nothing beside it",
        arguments: [
            ("👩‍👩‍👧‍👦 Familie Roth", "Familie Roth"), ("🏳️‍🌈🇮🇹 Ana", "Ana"), ("👍🏽 Bo", "Bo"), ("שלום כהן", "שלום"), ("شركة النور", "شركة"),
            ("דנה (Dana) לוי", "(Dana)"), ("\u{202E}אבג\u{202C} Zed", "Zed"), ("ﷺ ｶﾀｶﾅ", "ｶﾀｶﾅ"), ("e\u{301}\u{302}ve Z͑ͫ̓ͪ", "ve"),
        ])
    func scripts(name: String, part: String) throws {
        let (phone, other) = ("+39 347 123 4567", "+1 415-555-2671")
        func desk(_ name: String) -> SheetsFixture {
            var customers = SheetsFixture.customers
            customers[0].customerName = name
            return SheetsFixture(columns: 120, customers: customers)
        }
        var (odd, plain) = (desk(name), desk("María Rossi"))
        #expect(odd.screen.contains(part), "\(odd.screen)")
        let rows = [phone, other].map { Self.place(of: $0, in: odd.scene.grid) }
        #expect(rows[0]?.x == rows[1]?.x && rows[0]?.x != nil, "\(odd.screen)")
        odd.press("Enter")
        plain.press("Enter")
        #expect(odd.screen.contains(part))
        let cards = [odd, plain].map { Self.place(of: phone, in: $0.scene.grid) }
        #expect(cards[0]?.x == cards[1]?.x && cards[0]?.y == cards[1]?.y && cards[0] != nil)
        odd.press("c")
        let grid = odd.scene.grid
        let call = try #require(Self.place(of: "CALL", in: grid))
        let number = try #require(Self.place(of: phone, in: grid, below: call.y))
        #expect(number.y == call.y && (1...3).allSatisfy { grid[number.x - $0, call.y].text == " " })
        #expect(grid.rowText(call.y).contains(part) && grid.rowText(call.y).hasSuffix("0:00"), "\(grid.rowText(call.y))")
        for y in 0..<grid.height {
            let widths = (0..<grid.width).map { grid[$0, y].width }
            #expect(widths.reduce(0, +) == grid.width, "the cells of a line add up")
            #expect(!(0..<grid.width).contains { x in grid[x, y].text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) } })
        }
    }

    @Test("no mark of the panes below stays in the rule above a layer that covers them", arguments: [110, 160])
    func rule(columns: Int) {
        var calls = CallsFixture(columns: columns, rows: 30)
        #expect(calls.line(1).contains("┬"))
        calls.press("c", "Q")
        #expect(!calls.line(1).contains("┬"))
        var desk = SheetsFixture(columns: columns)
        #expect(desk.scene.grid.rowText(1).contains("┬"))
        desk.press("?")
        #expect(!desk.scene.grid.rowText(1).contains("┬"))
        desk.press("Escape", ":")
        #expect(desk.scene.grid.rowText(1).contains("┬"), "the panes are seen above the palette")
    }

    @Test("the header has the dot and the word that nothing rings, however many calls there are", arguments: [60, 66, 80, 110])
    func header(columns: Int) {
        let many = (20..<150).map { CallsFixture.row(Int64($0), "Person \($0)", "+39 347 000 0\($0)", "contacted", next: "2026-11-22") }
        var calls = CallsFixture(columns: columns, many)
        #expect(calls.line(0).contains("Calls 130") && calls.line(0).contains("●"), "\(calls.line(0))")
        calls.press("B")
        #expect(calls.line(0).contains("muted") && calls.line(0).contains("●"), "\(calls.line(0))")
        #expect(calls.line(0).hasSuffix("14:32"))
    }

    @Test("the number of each group of the call list is seen in a narrow window")
    func groups() {
        let more = (20..<42).map {
            CallsFixture.row(Int64($0), "Person \($0)", "+39 347 000 00\($0)", "contacted", next: $0 < 32 ? "" : "2026-11-22")
        }
        let line = CallsFixture(columns: 60, CallsFixture.rows + more).line(2)
        #expect(line.contains("overdue 11") && line.contains("no date 13"))
    }

    @Test("a search's number is never cut, and the order gives way to it", arguments: [60, 80, 110, 160])
    func search(columns: Int) {
        var desk = SheetsFixture(columns: columns)
        desk.press("/")
        desk.type("status:new,attempted,contacted next:<2027-01-01 -is:test")
        desk.press("Enter")
        let filter = desk.state.sheets.grid?.query
        _ = filter.map { Desk.reduce(&desk.state, .sheets(.counted($0, Matches(here: MatchCount(count: 7, isMore: false))))) }
        let line = desk.scene.grid.rowText(2)
        #expect(line.contains("7 shown"), "\(line)")
        #expect(line.contains("status:"))
    }

    @Test("the bottom line of a card at 80 columns leads to the next one, as the picture has it")
    func next() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("Enter")
        #expect(desk.scene.grid.rowText(23).hasPrefix(" c call  w WhatsApp  + note  d next call  s status  e edit  → next  ? help"))
    }

    @Test("why an answer was not taken is read in whole beside the field or above it", arguments: [60, 80, 110, 160])
    func problem(columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 24)
        desk.press("/")
        desk.type("status:foo")
        let words = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("No status begins with \"foo\". The statuses are new attempted contacted interested"))
        #expect(words.contains("nurture won lost junk."))
        desk.press("Escape", "f", "n", "e")
        #expect(desk.screen.contains("e is not one of"))
    }

    @Test("in a narrow window a date keeps its day, whether it is one of work, and its calls")
    func date() {
        var desk = SheetsFixture(columns: 60, rows: 24)
        desk.press("d")
        desk.type("sat 10")
        #expect(desk.screen.contains("Sat 28 Nov, 10:00 · day off"))
        for _ in 0..<6 { desk.press("Backspace") }
        desk.type("fri 10")
        let day = CalendarDay("2026-11-27")
        _ = day.map { Desk.reduce(&desk.state, .customer(.dayLoad(DayLoad(day: $0, calls: 7, byHour: [10: 1])))) }
        #expect(desk.screen.contains("Fri 27 Nov, 10:00 · 7 calls"))
    }

    @Test("the time at the customer's is told at 60 columns, where the country's name has no room")
    func there() {
        var desk = SheetsFixture(
            columns: 60, rows: 24, customers: [SheetsFixture.lead(20, "Kwame Fraser", "+44 20 7946 0772", "", age: 42)],
            countryTimes: Self.times)
        desk.press("c")
        _ = Desk.reduce(&desk.state, .copied("+44 20 7946 0772", true))
        #expect(desk.screen.contains("copied · 14:32\n"))
    }

    @Test("fields in one line keep their places while they are typed in", arguments: [80, 110, 160])
    func fields(columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 24)
        desk.press("c", "3")
        func place() -> Int? {
            desk.scene.grid.rowText(21).range(of: "note").map {
                desk.scene.grid.rowText(21).distance(from: "".startIndex, to: $0.lowerBound)
            }
        }
        let before = place()
        #expect(before.map { $0 < 60 } == true)
        desk.press("Tab")
        #expect(place() == before)
    }

    @Test("beside a choice stands what is said of it, however wide the window is")
    func near() {
        var desk = SheetsFixture(columns: 160)
        desk.press(">")
        let line = desk.line(of: "312 customers").map { desk.scene.grid.rowText($0) } ?? ""
        #expect(line.contains("Trade fair May") && TextWidth.of(line) < 70)
    }

    @Test("the line of what waits has no half clause, and a gap before what else waits", arguments: [60, 70, 80, 90])
    func due(columns: Int) {
        var calls = CallsFixture(
            columns: columns, [CallsFixture.row(5, "Meenakshi Chatterjee", "+39 347 123 4567", "appointment", next: "2026-11-23 14:00")])
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 1).customer)
        let line = calls.line(22)
        #expect(line.contains("DUE") && !line.contains(", you…") && !line.contains("c…"), "\(line)")
        #expect(!line.contains("promised") || line.contains("you promised this call"), "\(line)")
        #expect(columns < 72 || line.contains("n opens it  "), "\(line)")
    }

    @Test("of the calls that are due, one for a place where it is night waits behind the others, as in the list")
    func night() {
        let rows = [
            CallsFixture.row(1, "Night Owl", "+81 90 1234 5678", "appointment", next: "2026-11-23 09:30"),
            CallsFixture.row(2, "Day Lark", "+39 347 123 4567", "appointment", next: "2026-11-23 13:00"),
        ]
        var calls = CallsFixture(rows, countryTimes: Self.times)
        #expect(calls.selected == "Day Lark" && calls.line(22).contains("DUE 2   13:00 Day Lark"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 2)
    }

    @Test("the last key of a prompt's line is the one that leads out, in a narrow window too")
    func leads() {
        var desk = SheetsFixture(columns: 60, rows: 24)
        desk.press(">")
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.targets([MoveTarget(id: 9, name: "Referrals", owner: "marco")]))))
        #expect(desk.scene.grid.rowText(23) == " Enter moves · user: to a colleague · Esc cancels")
        var calls = CallsFixture(columns: 60, [])
        calls.press("Escape")
        #expect(calls.line(22) == " promised, new, today, waiting, overdue, no date")
    }

    @Test("an empty spreadsheet leads to its first customer, or to a list of them")
    func empty() {
        let desk = SheetsFixture(columns: 80, rows: 24, customers: [])
        let words = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("a adds a customer, I imports a CSV file."))
    }

    @Test("the cursor of the templates begins on the first that can be sent")
    func template() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("w")
        let templates = [
            MessageTemplate(id: 1, name: "offer", text: "About {answer:Budget?}."), MessageTemplate(id: 2, name: "plain", text: "Hello."),
        ]
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, templates)))
        #expect(desk.line(of: "▌2 plain") != nil)
    }
}
