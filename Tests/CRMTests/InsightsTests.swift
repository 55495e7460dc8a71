import CRM
import Foundation
import Testing

@Suite("Insights") struct InsightsTests {
    /// Monday 23 November 2026, 14:32 in UTC.
    private static let now = Date(timeIntervalSince1970: 1_795_444_320)

    private static func quarter(_ hoursAgo: Double) -> Int { Int(now.timeIntervalSince1970 - hoursAgo * 3600) / 900 }

    private func insights(_ facts: InsightFacts, _ question: InsightQuestion = InsightQuestion(), zone: TimeZone = .gmt) -> Insights {
        Insights(facts, question, statuses: .standard, hours: .standard, zone: zone, at: Self.now)
    }

    @Test("customers are counted by status in the order of the work, and by day of the person's own clocks")
    func counts() throws {
        let facts = InsightFacts(arrivals: [
            .init(status: "won", quarter: Self.quarter(1), count: 2), .init(status: "new", quarter: Self.quarter(20), count: 3),
            .init(status: "gone", quarter: Self.quarter(24 * 29), count: 1), .init(status: "new", quarter: Self.quarter(1), count: 1),
        ])
        let found = insights(facts)
        #expect(found.customers == 7)
        #expect(found.won == 2)
        #expect(found.statuses.filter { $0.count > 0 }.map(\.status) == ["new", "won", "gone"])
        #expect(found.statuses.map(\.count).reduce(0, +) == 7)
        #expect(found.days.count == 30)
        #expect(found.days[0] == 1)
        #expect(Array(found.days[28...]) == [3, 3])
        // Twenty hours ago it was Monday in Auckland already.
        let auckland = insights(facts, zone: try #require(TimeZone(identifier: "Pacific/Auckland")))
        #expect(Array(auckland.days.suffix(2)) == [3, 3])
    }

    @Test("the first call is told in working hours: median, worst, and the share under five minutes")
    func speed() throws {
        let monday9 = Self.now.addingTimeInterval(-5 * 3600 - 32 * 60)
        func touch(_ wait: TimeInterval, _ group: String? = nil) -> InsightFacts.Touch {
            .init(created: monday9, touched: monday9.addingTimeInterval(wait), group: group)
        }
        // A lead of Saturday that was called on Monday at 9:02 waited two minutes.
        let saturday = InsightFacts.Touch(
            created: monday9.addingTimeInterval(-48 * 3600), touched: monday9.addingTimeInterval(120), group: "Autumn")
        let facts = InsightFacts(
            groups: [.init(name: "Autumn", status: "won", count: 1), .init(name: "Autumn", status: "new", count: 3)],
            touches: [touch(30), touch(200), saturday, touch(3 * 3600 + 600)])
        let found = insights(facts)
        #expect(found.firstCall.median == 200)
        #expect(found.firstCall.worst == 11_400)
        #expect(found.firstCall.shareUnderFive == 0.75)
        #expect(FirstCallSpeed.Bucket.allCases.map(found.firstCall.count) == [1, 2, 0, 1])
        #expect(found.todayFirstCall.count == 4)
        #expect(found.groups.map(\.name) == ["Autumn"])
        #expect(found.groups[0].leads == 4)
        #expect(found.groups[0].won == 1)
        #expect(found.groups[0].firstCall.median == 120)
        #expect([0, 134, 599, 2460, 11_400].map(FirstCallSpeed.text) == ["0:00", "2:14", "9:59", "41m", "3 h 10"])
        #expect(insights(InsightFacts()).firstCall.median == nil)
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
    func spans() {
        let start = InsightQuestion(span: .week).start(at: Self.now, in: .gmt)
        #expect(CalendarDay(start, in: .gmt).description == "2026-11-17")
        #expect(start == CalendarDay(start, in: .gmt).instant(in: .gmt))
        #expect(InsightSpan.allCases.map(\.next) == [.month, .quarter, .year, .week])
    }
}
