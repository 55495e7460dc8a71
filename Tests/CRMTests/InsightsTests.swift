import CRM
import Foundation
import Testing

@Suite("Insights") struct InsightsTests {
    /// Monday 23 November 2026, 14:32 in UTC.
    private static let now = Date(timeIntervalSince1970: 1_795_444_320)

    private static let today = CalendarDay(now, in: .gmt)

    private func insights(_ facts: InsightFacts, _ question: InsightQuestion = InsightQuestion(), zone: TimeZone = .gmt) -> Insights {
        Insights(facts, question, statuses: .standard, zone: zone, at: Self.now)
    }

    @Test("customers are counted by status in the order of the work, and by day of the person's own clocks")
    func counts() throws {
        let facts = InsightFacts(arrivals: [
            .init(status: "won", day: Self.today, count: 2), .init(status: "new", day: Self.today.adding(days: -1), count: 3),
            .init(status: "gone", day: Self.today.adding(days: -29), count: 1), .init(status: "new", day: Self.today, count: 1),
        ])
        let found = insights(facts)
        #expect(found.customers == 7)
        #expect(found.won == 2)
        #expect(found.statuses.filter { $0.count > 0 }.map(\.status) == ["new", "won", "gone"])
        #expect(found.statuses.map(\.count).reduce(0, +) == 7)
        #expect(found.days.count == 30)
        #expect(found.days[0] == 1)
        #expect(Array(found.days[28...]) == [3, 3])
    }

    @Test("the time asked about is parted where clocks are put forward or back")
    func periods() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Rome"))
        let month = InsightQuestion(span: .month).periods(at: Self.now, in: zone)
        let autumn = Date(timeIntervalSince1970: 1_792_890_000)
        let midnight = Date(timeIntervalSince1970: 1_792_879_200)
        #expect(month == [ClockPeriod(start: midnight, end: autumn, offset: 7200), ClockPeriod(start: autumn, offset: 3600)])
        #expect(InsightQuestion(span: .year).periods(at: Self.now, in: zone).map(\.offset) == [3600, 7200, 3600])
        #expect(InsightQuestion(span: .year).periods(at: Self.now, in: .gmt).count == 1)
    }

    @Test("the first call is told by all leads: worst, and the share under five minutes; the median by the newest of them")
    func speed() throws {
        let yesterday = Self.now.addingTimeInterval(-86_400)
        func touch(_ wait: Int, _ group: String? = nil, at: Date = Self.now) -> InsightFacts.Touch {
            .init(touched: at, wait: wait, group: group)
        }
        let facts = InsightFacts(
            groups: [
                .init(name: "Autumn", status: "won", count: 1, waits: [0, 1, 0, 0], worst: 120),
                .init(name: "Autumn", status: "new", count: 3),
                .init(name: nil, status: "won", count: 6, waits: [2, 1, 0, 1], worst: 11_400),
            ],
            touches: [touch(30), touch(200), touch(120, "Autumn"), touch(11_400, at: yesterday)])
        let found = insights(facts)
        #expect(found.firstCall.median == 200)
        #expect(found.firstCall.worst == 11_400)
        #expect(found.firstCall.shareUnderFive == 0.8)
        #expect(FirstCallSpeed.Bucket.allCases.map(found.firstCall.count) == [2, 2, 0, 1])
        #expect(found.todayFirstCall.median == 120)
        #expect(found.todayFirstCall.count == 3)
        #expect(found.groups.map(\.name) == [nil, "Autumn"])
        #expect(found.groups[1].leads == 4)
        #expect(found.groups[1].won == 1)
        #expect(found.groups[1].firstCall.median == 120)
        #expect(found.groups[1].firstCall.count == 1)
        #expect([0, 134, 599, 2460, 11_400].map(FirstCallSpeed.text) == ["0:00", "2:14", "9:59", "41m", "3 h 10"])
        #expect(insights(InsightFacts()).firstCall.median == nil)
    }

    @Test("a bar of waiting times is a search for the same times", arguments: FirstCallSpeed.Bucket.allCases)
    func bars(_ bucket: FirstCallSpeed.Bucket) throws {
        let context = QueryContext(CallDateContext(now: Self.now, zone: .gmt), statuses: .standard)
        #expect(try QueryParser.parse(bucket.query, in: context).clauses == [FilterClause(.waited(bucket.span))])
    }

    @Test("groups come with the largest first, and what has no name last among equals")
    func groups() {
        let facts = InsightFacts(groups: [
            .init(name: nil, status: "new", count: 2), .init(name: "B", status: "won", count: 2), .init(name: "C", status: "new", count: 9),
        ])
        #expect(insights(facts).groups.map { $0.name ?? "-" } == ["C", "B", "-"])
        #expect(insights(facts).groups.map(\.rate) == [0, 1, 0])
    }

    @Test("calls stand in the hour in which they were made, and today's are counted apart")
    func calls() throws {
        let lisbon = try #require(TimeZone(identifier: "Europe/Lisbon"))
        let facts = InsightFacts(calls: [
            .init(at: Self.now, outcome: .noAnswer), .init(at: Self.now, outcome: .appointment),
            .init(at: Self.now, outcome: .wrongNumber), .init(at: Self.now.addingTimeInterval(-86_400 - 3600), outcome: .interested),
        ])
        let found = insights(facts, zone: lisbon)
        #expect(found.today == Insights.Calls(made: 3, reached: 1, appointments: 1))
        #expect(found.hours[14].made == 3)
        #expect(found.hours[13] == Insights.Calls(made: 1, reached: 1))
        #expect(found.hours.map(\.made).reduce(0, +) == 4)
    }

    @Test("a span begins with its first day, and the next longer one follows it")
    func spans() throws {
        let start = try #require(InsightQuestion(span: .week).periods(at: Self.now, in: .gmt).first).start
        #expect(CalendarDay(start, in: .gmt).description == "2026-11-17")
        #expect(start == CalendarDay(start, in: .gmt).instant(in: .gmt))
        #expect(InsightSpan.allCases.map(\.next) == [.month, .quarter, .year, .week])
    }
}
