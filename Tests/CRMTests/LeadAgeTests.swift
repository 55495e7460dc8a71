import CRM
import Foundation
import Testing

@Suite("the age of a lead")
struct LeadAgeTests {
    private let created = Moments.utc("2026-11-23T14:00:00Z")

    /// Somebody works at any hour.
    private let around = WorkingHours("mon-sun 0:00-24:00") ?? .standard

    private func age(_ at: Date? = nil, touched: Date? = nil, hours: WorkingHours? = nil) -> LeadAge {
        LeadAge(created: at ?? created, touched: touched, hours: hours ?? around, zone: .gmt)
    }

    @Test(
        "reads in minutes and seconds, then in ever larger units",
        arguments: [
            (0, "0:00"), (1, "0:01"), (42, "0:42"), (60, "1:00"), (190, "3:10"), (599, "9:59"), (600, "10m"), (2_460, "41m"),
            (3_599, "59m"),
            (3_600, "1h"), (7_300, "2h"), (86_399, "23h"), (86_400, "1d"), (3 * 86_400, "3d"), (13 * 86_400, "13d"), (14 * 86_400, "2w"),
            (35 * 86_400, "5w"), (-90, "0:00"),
        ])
    func text(seconds: Int, text: String) {
        let age = self.age()
        #expect(age.text(at: created.addingTimeInterval(Double(seconds))) == text)
    }

    @Test(
        "turns to warning at 3 minutes, to fault at 5, and is like any other from the end of the day",
        arguments: [
            (0, LeadAge.Level.good), (179, .good), (180, .warning), (299, .warning), (300, .fault), (10 * 3600 - 1, .fault),
            (10 * 3600, .plain), (1_000_000, .plain), (-5, .good),
        ])
    func level(seconds: Int, level: LeadAge.Level) {
        #expect(age().level(at: created.addingTimeInterval(Double(seconds))) == level)
    }

    @Test("stands still once somebody dealt with the lead")
    func frozen() {
        let age = self.age(touched: created.addingTimeInterval(200))
        let later = created.addingTimeInterval(86_400)
        #expect(age.isFrozen)
        #expect(age.text(at: later) == "3:20")
        #expect(age.level(at: later) == .warning)
        #expect(age.nextChange(after: later) == nil)
    }

    @Test("a screen that sets its timer by the next change shows every text, and wakes for no other reason")
    func nextChange() throws {
        // A created_time with a fraction that no binary number holds.
        let age = self.age(created.addingTimeInterval(0.123))
        var now = created.addingTimeInterval(-7.5)
        func look(_ at: Date) -> String { "\(age.text(at: at)) \(age.level(at: at) == .plain)" }
        var texts = [look(now)]
        while now < created.addingTimeInterval(40 * 86_400) {
            let next = try #require(age.nextChange(after: now))
            #expect(next > now)
            #expect(look(next.addingTimeInterval(-0.01)) == texts.last)
            texts.append(look(next))
            now = next
        }
        #expect(Set(texts).count == texts.count)
        #expect(texts.count == 600 + 50 + 23 + 13 + 5 + 1, "the end of the day is one more")
        #expect(texts.last == "6w true")
    }

    @Test("a customer that a person added has no age")
    func noLead() {
        var customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ana", createdAt: created)
        #expect(LeadAge(of: customer, hours: around, zone: .gmt) == nil)
        customer.lead = LeadMark(leadgenID: "7", formName: nil, isTest: false, createdTime: created)
        customer.firstTouchedAt = created.addingTimeInterval(61)
        #expect(LeadAge(of: customer, hours: around, zone: .gmt)?.text(at: .distantFuture) == "1:01")
    }

    @Test(
        "counts working hours only: who wrote at night has waited since the morning",
        arguments: [
            ("2026-11-23T22:00:00Z", "2026-11-24T08:59:59Z", "0:00", LeadAge.Level.good),
            ("2026-11-23T22:00:00Z", "2026-11-24T09:02:00Z", "2:00", .good),
            ("2026-11-23T22:00:00Z", "2026-11-24T09:05:00Z", "5:00", .fault),
            ("2026-11-23T22:00:00Z", "2026-11-24T17:59:59Z", "8h", .fault),
            ("2026-11-23T22:00:00Z", "2026-11-24T18:00:00Z", "1d", .plain),
            // Friday evening to Monday morning is no time at all.
            ("2026-11-27T17:58:00Z", "2026-11-29T12:00:00Z", "2:00", .good),
            ("2026-11-27T17:58:00Z", "2026-11-30T09:04:00Z", "6:00", .fault),
            ("2026-11-27T17:50:00Z", "2026-11-27T18:30:00Z", "10m", .plain),
        ])
    func workingHours(from: String, to: String, text: String, level: LeadAge.Level) {
        let age = age(Moments.utc(from), hours: .standard)
        #expect(age.text(at: Moments.utc(to)) == text)
        #expect(age.level(at: Moments.utc(to)) == level)
    }

    @Test(
        "however long a lead has waited, the next change is where its age reaches the next unit",
        arguments: ["mon-fri 9:00-18:00", "mon-thu,sat 8-17:30", "sun 10:00-11:00", "mon-sun 0:00-24:00"])
    func nextChangeOfOld(_ words: String) throws {
        let hours = try #require(WorkingHours(words))
        for zone in try ["UTC", "Europe/Rome", "America/St_Johns"].map({ try #require(TimeZone(identifier: $0)) }) {
            for wait in stride(from: 0.5, to: 2000, by: 37.3) {
                let now = created.addingTimeInterval(wait * 86_400)
                let age = LeadAge(created: created, touched: nil, hours: hours, zone: zone)
                let next = try #require(age.nextChange(after: now))
                #expect(next > now && next < now.addingTimeInterval(15 * 86_400))
                #expect(age.text(at: next.addingTimeInterval(-1)) == age.text(at: now) && age.text(at: next) != age.text(at: now))
            }
        }
    }

    @Test("a timer set by the next change sleeps through the night")
    func nextChangeAtNight() {
        let age = age(Moments.utc("2026-11-27T17:58:00Z"), hours: .standard)
        #expect(age.nextChange(after: Moments.utc("2026-11-27T18:30:00Z")) == Moments.utc("2026-11-30T09:00:01Z"))
    }
}
