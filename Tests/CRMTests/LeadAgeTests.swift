import CRM
import Foundation
import Testing

@Suite("the age of a lead")
struct LeadAgeTests {
    private let created = Moments.utc("2026-11-23T14:00:00Z")

    @Test("reads in minutes and seconds, then in ever larger units", arguments: [
        (0, "0:00"), (1, "0:01"), (42, "0:42"), (60, "1:00"), (190, "3:10"), (599, "9:59"), (600, "10m"), (2_460, "41m"), (3_599, "59m"),
        (3_600, "1h"), (7_300, "2h"), (86_399, "23h"), (86_400, "1d"), (3 * 86_400, "3d"), (13 * 86_400, "13d"), (14 * 86_400, "2w"),
        (35 * 86_400, "5w"), (-90, "0:00"),
    ])
    func text(seconds: Int, text: String) {
        let age = LeadAge(created: created, touched: nil)
        #expect(age.text(at: created.addingTimeInterval(Double(seconds))) == text)
    }

    @Test("turns to warning at 3 minutes and to fault at 5", arguments: [
        (0, LeadAge.Level.good), (179, .good), (180, .warning), (299, .warning), (300, .fault), (1_000_000, .fault), (-5, .good),
    ])
    func level(seconds: Int, level: LeadAge.Level) {
        #expect(LeadAge(created: created, touched: nil).level(at: created.addingTimeInterval(Double(seconds))) == level)
    }

    @Test("stands still once somebody dealt with the lead")
    func frozen() {
        let age = LeadAge(created: created, touched: created.addingTimeInterval(200))
        let later = created.addingTimeInterval(86_400)
        #expect(age.isFrozen)
        #expect(age.text(at: later) == "3:20")
        #expect(age.level(at: later) == .warning)
        #expect(age.nextChange(after: later) == nil)
    }

    @Test("a screen that sets its timer by the next change shows every text, and wakes for no other reason")
    func nextChange() throws {
        // A created_time with a fraction that no binary number holds.
        let age = LeadAge(created: created.addingTimeInterval(0.123), touched: nil)
        var now = created.addingTimeInterval(-7.5)
        var texts = [age.text(at: now)]
        while now < created.addingTimeInterval(40 * 86_400) {
            let next = try #require(age.nextChange(after: now))
            #expect(next > now)
            #expect(age.text(at: next.addingTimeInterval(-0.01)) == texts.last)
            texts.append(age.text(at: next))
            now = next
        }
        #expect(Set(texts).count == texts.count)
        #expect(texts.count == 600 + 50 + 23 + 13 + 5)
        #expect(texts.last == "6w")
    }

    @Test("a customer that a person added has no age")
    func noLead() {
        var customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ana", createdAt: created)
        #expect(LeadAge(of: customer) == nil)
        customer.lead = LeadMark(leadgenID: "7", formName: nil, isTest: false, createdTime: created)
        customer.firstTouchedAt = created.addingTimeInterval(61)
        #expect(LeadAge(of: customer)?.text(at: .distantFuture) == "1:01")
    }
}
