import CRM
import Foundation
import Testing

@testable import LeadIntake

@Suite("When a page is checked")
struct PageCheckRulesTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let day: Double = 86_400

    private func hours(_ facts: PageCheckFacts) -> Double? {
        PageCheckRules.due(facts, now: Self.now).map { $0.timeIntervalSince(Self.now) / 3600 }
    }

    private func health(_ secondsAgo: Double, isValid: Bool = true, ends: Double? = nil, data: Double? = nil) -> TokenHealth {
        TokenHealth(
            checkedAt: Self.now.addingTimeInterval(-secondsAgo), isValid: isValid, expiresAt: ends.map { Self.now.addingTimeInterval($0) },
            dataAccessExpiresAt: data.map { Self.now.addingTimeInterval($0) })
    }

    @Test("a page whose settings were never checked is due, one without a token is not")
    func new() throws {
        #expect(try #require(PageCheckRules.due(PageCheckFacts(pageID: "1"), now: Self.now)) < Self.now)
        #expect(PageCheckRules.due(PageCheckFacts(pageID: "1", hasToken: false), now: Self.now) == nil)
    }

    @Test("a page is due once a day, and pages that were checked together do not come together again")
    func daily() throws {
        let times = try (0..<50).map { try #require(hours(PageCheckFacts(pageID: "10285874162\($0)", health: health(0)))) }
        #expect(times.allSatisfy { $0 > 21.5 && $0 <= 24 })
        #expect(Set(times.map { Int($0 * 60) }).count > 30)
        #expect(hours(PageCheckFacts(pageID: "7", health: health(0))) == hours(PageCheckFacts(pageID: "7", health: health(0))))
    }

    @Test("a token is looked at as soon as it has ended, by either clock, and then daily again")
    func ends() throws {
        #expect(try #require(hours(PageCheckFacts(pageID: "1", health: health(0, ends: 7200)))) == 2 + 1 / 60)
        #expect(try #require(hours(PageCheckFacts(pageID: "1", health: health(0, ends: 9 * Self.day, data: 3600)))) == 1 + 1 / 60)
        for over in [health(0, ends: -60), health(0, isValid: false, ends: 7200)] {
            #expect(try #require(hours(PageCheckFacts(pageID: "1", health: over))) > 21.5)
        }
    }

    @Test("without an answer it is tried again, less and less often")
    func tries() throws {
        var last = 0.0
        for count in 1...4 {
            let due = try #require(hours(PageCheckFacts(pageID: "1", tries: .init(count: count, last: Self.now))))
            #expect(due > last)
            last = due
        }
        #expect(last < 8)
        #expect(try #require(hours(PageCheckFacts(pageID: "1", tries: .init(count: 99, last: Self.now)))) == last)
    }

    @Test("a pause that Meta wants is kept")
    func held() {
        let until = Self.now.addingTimeInterval(3600)
        #expect(PageCheckRules.due(PageCheckFacts(pageID: "1", pausedUntil: until), now: Self.now) == until)
        #expect(PageCheckRules.due(PageCheckFacts(pageID: "1", health: health(3 * Self.day), pausedUntil: until), now: Self.now) == until)
    }

    @Test("a clock that went back puts nothing off")
    func clockBack() throws {
        #expect(try #require(hours(PageCheckFacts(pageID: "1", health: health(-90 * Self.day)))) <= 24)
        #expect(
            try #require(hours(PageCheckFacts(pageID: "1", tries: .init(count: 1, last: Self.now.addingTimeInterval(90 * Self.day))))) < 1)
    }
}
