import Base
import CRM
import Foundation
import Testing

@testable import leadsheet

@Suite("the demo's sales floor")
struct SalesFloorTests {
    private let floor = SalesFloor.make(seed: 7, now: Moments.monday, zone: Moments.lisbon)

    @Test("is the same for the same seed, and another for another")
    func seeded() {
        #expect(SalesFloor.make(seed: 7, now: Moments.monday, zone: Moments.lisbon) == floor)
        #expect(SalesFloor.make(seed: 8, now: Moments.monday, zone: Moments.lisbon) != floor)
    }

    @Test("the seeded numbers are SplitMix64's own")
    func splitMix() {
        var random = SeededGenerator(seed: 1_234_567)
        #expect((0..<3).map { _ in random.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("has four described spreadsheets of some hundred customers with every status")
    func sheets() {
        #expect(floor.spreadsheets.map(\.name) == ["Trade fair May", "Referrals", "Lisbon open day", "Winter list"])
        #expect(floor.spreadsheets.allSatisfy { !$0.description.isEmpty })
        #expect((400...700).contains(floor.customers.count))
        #expect(Set(floor.customers.map(\.id)).count == floor.customers.count)
        for status in StatusCatalogue.standard.statuses { #expect(floor.customers.count { $0.status == status.id } >= 5, "\(status.id)") }
    }

    @Test("has calls overdue, for today and ahead, and a few customers without one, none of them too many for a day")
    func calls() {
        let active = floor.customers.filter { !StatusCatalogue.standard.type(of: $0.status).isEnded }
        let tones = active.map { CallDateText.short($0.nextCall, in: CallDateContext(now: Moments.monday, zone: Moments.lisbon)).tone }
        #expect((5...40).contains(tones.count { $0 == .overdue }))
        #expect((5...50).contains(tones.count { $0 == .today }))
        #expect((3...20).contains(tones.count { $0 == .none }))
        #expect(tones.count { $0 == .later } > 150)
        #expect(active.contains { $0.nextCall?.time != nil })
        #expect(active.filter { $0.status == "appointment" }.allSatisfy { $0.nextCall == nil || $0.nextCall?.time != nil })
    }

    @Test(
        "nothing has happened later than now, and timelines begin with the customer's coming and tell how it got its status",
        arguments: [
            "2026-11-23T14:32:40Z", "2026-01-01T00:00:10Z", "2026-05-13T09:00:00Z", "2028-02-29T23:59:00Z",
        ])
    func timelines(now: String) {
        let now = Moments.utc(now)
        for zone in [Moments.lisbon, Moments.kathmandu, Moments.saoPaulo] {
            let floor = SalesFloor.make(seed: 3, now: now, zone: zone)
            for entry in floor.spreadsheets.flatMap(\.entries) {
                let times = entry.timeline.map(\.at)
                #expect(times.first == entry.customer.createdAt)
                #expect(times == times.sorted() && times.allSatisfy { $0 < now }, "\(entry)")
                #expect(entry.customer.firstTouchedAt == entry.timeline.first { $0.isDealing }?.at)
                let last = entry.timeline.last { $0.status != nil }
                #expect(last?.status ?? "new" == entry.customer.status)
                #expect(last.map { $0.text.hasSuffix("→ \(entry.customer.status)") } ?? true)
            }
        }
    }

    @Test("nobody in it can be written to: example addresses, each once, and phone numbers in international form")
    func people() {
        let emails = floor.customers.map(\.email).filter { !$0.isEmpty }
        #expect(Set(emails).count == emails.count)
        for email in emails {
            let parts = email.split(separator: "@")
            #expect(parts.count == 2 && ["example.com", "example.org", "example.net"].contains(parts[1]), "\(email)")
            #expect(email.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !email.hasPrefix(".") && !email.contains(".@"), "\(email)")
        }
        for customer in floor.customers {
            let digits = customer.phoneNumber.filter(\.isNumber).count
            #expect(
                customer.phoneNumber.hasPrefix("+") && (9...15).contains(digits) && !customer.phoneNumber.contains("#"),
                "\(customer.phoneNumber)")
            #expect(PhoneNumber.e164(of: customer.phoneNumber, country: nil) != nil, "\(customer.phoneNumber)")
            #expect(!customer.customerName.contains("|") && customer.customerName.contains(" "))
        }
    }

    @Test("the names come in many scripts")
    func scripts() {
        let text = floor.customers.map(\.customerName).joined()
        for range: ClosedRange<Unicode.Scalar> in [
            "α"..."ω", "а"..."я", "ა"..."ჰ", "א"..."ת", "ا"..."ي", "क"..."ह", "ก"..."ฮ", "一"..."龥", "가"..."힣",
        ] {
            #expect(text.unicodeScalars.contains { range.contains($0) }, "\(range)")
        }
    }

    @Test("calls and messages agree with the status: nobody was reached who stays attempted, and a sale is a call that sold")
    func outcomes() {
        let entries = floor.spreadsheets.flatMap(\.entries)
        for entry in entries {
            let calls = entry.timeline.compactMap(\.outcome)
            switch entry.customer.status {
            case "new": #expect(!entry.timeline.contains { $0.isDealing })
            case "attempted": #expect(!calls.isEmpty && calls.allSatisfy { !CallOutcome.of($0).isReached })
            case "won": #expect(calls.last == .won)
            case "lost": #expect(calls.contains(.notInterested) && entry.contact(by: "ana").lostReason != nil)
            default: break
            }
            #expect(entry.contact(by: "ana").attempts == calls.count)
            for (number, moment) in entry.timeline.filter({ $0.outcome != nil }).enumerated()
            where moment.outcome == .noAnswer || moment.outcome == .voicemail {
                #expect(moment.text.contains("(\(number + 1))"), "\(moment.text)")
            }
        }
        let outcomes = Set(entries.flatMap { $0.timeline.compactMap(\.outcome) })
        #expect(
            outcomes == [.noAnswer, .voicemail, .interested, .appointment, .notNow, .notInterested, .doNotCall, .won])
        #expect(entries.contains { $0.timeline.contains { $0.kind == .messaged } })
    }

    @Test("works with an installation's own statuses")
    func ownStatuses() {
        let own = StatusCatalogue([Status(id: "frisch", type: .open, letter: "f"), Status(id: "fertig", type: .won, letter: "w")])
        let floor = SalesFloor.make(seed: 1, now: Moments.monday, zone: Moments.lisbon, statuses: own)
        #expect(Set(floor.customers.map(\.status)) == ["frisch", "fertig"])
    }
}

/// Fixed places and moments, so that no test depends on the machine's clock or zone.
private enum Moments {
    static let lisbon = zone("Europe/Lisbon")
    static let saoPaulo = zone("America/Sao_Paulo")
    static let kathmandu = zone("Asia/Kathmandu")
    static let monday = utc("2026-11-23T14:32:40Z")

    /// An instant from `2026-11-23T14:32:07Z`.
    static func utc(_ text: String) -> Date { (try? Date(text, strategy: .iso8601)) ?? .distantPast }

    private static func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }
}
