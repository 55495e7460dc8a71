import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The insights") struct InsightsScreenTests {
    private static let facts = InsightFacts(
        arrivals: [
            .init(status: "new", day: CalendarDay(SheetsFixture.now, in: .gmt), count: 6),
            .init(status: "won", day: CalendarDay(SheetsFixture.now.addingTimeInterval(-400 * 900), in: .gmt), count: 1204),
        ],
        groups: [
            .init(name: "Autumn \"sale\"", status: "won", count: 612), .init(name: "Autumn \"sale\"", status: "new", count: 6),
            .init(name: nil, status: "new", count: 3, waits: [0, 0, 1, 0], worst: 300),
        ],
        touches: [.init(touched: SheetsFixture.now, wait: 300, group: nil)],
        calls: [.init(at: SheetsFixture.now, outcome: .appointment), .init(at: SheetsFixture.now, outcome: .noAnswer)])

    private func open(columns: Int = 110, rows: Int = 30, facts: InsightFacts = facts) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        for case .insights(.count(let question)) in Desk.show(.insights, &desk.state) { answer(question, facts, &desk) }
        return desk
    }

    private func answer(_ question: InsightQuestion, _ facts: InsightFacts, _ desk: inout SheetsFixture) {
        let insights = Insights(facts, question, statuses: .standard, zone: .gmt, at: SheetsFixture.now)
        _ = Desk.reduce(&desk.state, .insights(.counted(insights)))
    }

    @Test("the screen at each width", arguments: [(60, 16), (80, 24), (110, 30), (160, 30)])
    func golden(_ columns: Int, _ rows: Int) throws {
        try Golden.expect(open(columns: columns, rows: rows).scene, "insights-\(columns)x\(rows)")
    }

    @Test("it says what the person did today, and what became of the customers")
    func says() {
        let screen = open().screen
        #expect(screen.contains("2 calls, 1 reached, 1 appointment · first call 5:00 (median)"))
        #expect(screen.contains("1,210 customers · 1,204 won · 99.5 %"))
        #expect(screen.contains("today 6"))
    }

    @Test("only lines that stand for customers are chosen, and each names them in a search")
    func queries() {
        var desk = open()
        #expect(desk.state.insightsQuery == "waited:5m..30m came:>=2026-10-25 -is:test")
        desk.press("Down")
        #expect(desk.state.insightsQuery == "status:new came:>=2026-10-25 -is:test")
        desk.press("Down")
        #expect(desk.state.insightsQuery == "status:won came:>=2026-10-25 -is:test")
        desk.press("G")
        #expect(desk.state.insightsQuery == "has:lead -has:campaign came:>=2026-10-25 -is:test")
        desk.press("Up")
        #expect(desk.state.insightsQuery == "campaign:\"Autumn sale\" came:>=2026-10-25 -is:test")
        desk.press("g")
        #expect(desk.state.insightsQuery?.hasPrefix("waited:5m..30m") == true)
    }

    @Test("a low window shows the chosen line, and the lines above the first with it")
    func scrolls() {
        var desk = open(columns: 60, rows: 12)
        #expect(desk.screen.contains("TODAY"))
        desk.press("G")
        #expect(desk.screen.contains("none named"))
        #expect(!desk.screen.contains("TODAY"))
        desk.press("g")
        #expect(desk.screen.contains("TODAY"))
    }

    @Test("the bar of the chosen line is seen on its ground, in any number of colours", arguments: [0, 8, 16, 256])
    func chosen(colours: Int) {
        let grid = open(columns: 80, rows: 24).scene.grid
        let y = (0..<24).first { grid.rowText($0).hasPrefix("▌  5 to 30 min") } ?? 0
        for background in [Background.dark, .light, .unknown] {
            let palette = Palette(background: background, colours: colours)
            func ground(_ x: Int) -> [Int] {
                let look = palette.look(grid[x, y].style)
                return [look.reverse ? 1 : 0, look.reverse ? look.foreground : look.background]
            }
            #expect(ground(20) != ground(78) && ground(78) == ground(17), "\(background)")
        }
    }

    @Test("what has no room in a line stands in the next one, and what is below the window is said", arguments: [60, 80, 110, 160])
    func whole(columns: Int) {
        let slow = InsightFacts(
            arrivals: Self.facts.arrivals, groups: Self.facts.groups,
            touches: [.init(touched: SheetsFixture.now, wait: 64_800, group: nil)],
            calls: (0..<412).map { _ in .init(at: SheetsFixture.now, outcome: .appointment) })
        var desk = open(columns: columns, rows: 12, facts: slow)
        #expect(desk.screen.contains("412 calls, 412 reached, 412 appointments"))
        #expect(desk.screen.contains("first call 18 h 00 (median)") && desk.screen.contains("under 5 minutes 0 %"))
        #expect(desk.screen.contains("PgDn more ↓"))
        desk.press("G")
        // In two columns the last line stands above others.
        #expect(columns == 160 || !desk.screen.contains("more ↓"))
    }

    @Test("another span or grouping is asked for, and an answer to the former question is dropped")
    func asks() {
        var desk = open()
        let effects = desk.press("p")
        #expect(effects == [.insights(.count(InsightQuestion(span: .quarter)))])
        answer(InsightQuestion(span: .month), InsightFacts(), &desk)
        #expect(desk.screen.contains("1,210 customers"))
        answer(InsightQuestion(span: .quarter), Self.facts, &desk)
        #expect(desk.screen.contains("LAST 90 DAYS"))
        #expect(desk.press("b") == [.insights(.count(InsightQuestion(span: .quarter, grouping: .form)))])
    }

    @Test("without a customer it says what to press")
    func empty() {
        let screen = open(facts: InsightFacts()).screen
        #expect(screen.contains("No customer came in the last 30 days."))
    }

    @Test("a bar's whole cells are grounds, and its end an eighth of a cell")
    func bar() {
        var grid = Grid(Size(columns: 12, rows: 1))
        #expect(BarView.draw(0.55, into: &grid, x: 1, y: 0, width: 10, style: .good) == 7)
        #expect(grid.rowText(0).hasPrefix("      ▌"))
        #expect((1...5).allSatisfy { grid[$0, 0].style.reverse })
        #expect(BarView.draw(0, into: &grid, x: 1, y: 0, width: 10, style: .good) == 1)
        #expect(BarView.draw(0.0001, into: &grid, x: 8, y: 0, width: 4, style: .good) == 9)
    }

    @Test("the bar of an hour is chosen in the same way, and opens those whom the person called then", arguments: [60, 80, 110, 160])
    func hours(columns: Int) {
        let calls = [9, 9, 9, 9, 9, 14, 16].map { hour in
            InsightFacts.Call(at: CalendarDay(SheetsFixture.now, in: .gmt).instant(in: .gmt) + Double(hour) * 3600, outcome: .interested)
        }
        var desk = open(columns: columns, facts: InsightFacts(arrivals: Self.facts.arrivals, groups: Self.facts.groups, calls: calls))
        desk.press("Left", "Right", "Down")
        #expect(desk.screen.contains(columns == 60 ? "at 9: 5 calls" : "best at 9: 5 calls, 100 % reached"))
        #expect(desk.state.insightsQuery == "called:>=2026-10-25@9")
        desk.press("Left")
        #expect(desk.screen.contains("at 8: 0 calls"))
        desk.press("Right", "Right", "l", "l", "l", "l", "Enter")
        #expect(desk.state.sheets.grid?.query.filter.text == "called:>=2026-10-25@14")
    }

    @Test("the bar of a day is chosen with Left and Right, says its day and count, and opens its customers")
    func days() throws {
        var desk = open()
        desk.press("Left")
        #expect(desk.screen.contains("Sun 22 Nov") && !desk.screen.contains("today 6"))
        desk.press("Left", "Left", "Left")
        #expect(desk.screen.contains("Thu 19 Nov 1,204"), "the highest bar")
        desk.press("Enter")
        #expect(desk.state.sheets.grid?.query.filter.text == "came:>=2026-11-19 came:<=2026-11-19 -is:test")
        var today = open()
        today.press("Left", "Right", "Right", "Enter")
        #expect(today.state.sheets.grid?.query.filter.text == "came:>=2026-11-23 came:<=2026-11-23 -is:test")
    }
}
