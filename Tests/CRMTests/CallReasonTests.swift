import CRM
import Foundation
import Testing

@Suite("Why somebody is to be called") struct CallReasonTests {
    private static let statuses = StatusCatalogue.standard

    private static func moment(_ now: String = "2026-11-23T14:32:40Z") -> CallMoment {
        CallMoment(Moments.utc(now), in: .gmt, hours: .standard)
    }

    /// `leadAge` in seconds, nil for a customer that a person added.
    private static func customer(
        _ id: Int64, _ status: String = "contacted", next: String = "", leadAge: TimeInterval? = nil, outcome: CallOutcome.ID? = nil,
        isTouched: Bool = false, doNotCall: Bool = false
    ) -> Customer {
        let arrived = Moments.monday.addingTimeInterval(-(leadAge ?? 1_000_000))
        return Customer(
            id: id, spreadsheetID: 1, customerName: "\(id)", status: status, nextCall: NextCall(next),
            lead: leadAge.map { _ in LeadMark(leadgenID: "\(id)", formName: nil, isTest: false, createdTime: arrived) }, createdAt: arrived,
            firstTouchedAt: isTouched ? arrived : nil,
            contact: ContactState(
                attempts: outcome == nil ? 0 : 1, lastOutcome: outcome,
                doNotCall: doNotCall ? DoNotCall(at: arrived, by: "ana") : nil))
    }

    @Test(
        "the reason is told in one word with its time",
        arguments: [
            (customer(1, next: "2026-11-23 14:30"), "due 14:30", CallGroup.due),
            (customer(1, next: "2026-11-23 14:32"), "due 14:32", .due),
            (customer(1, next: "2026-11-23 14:33"), "today 14:33", .today),
            (customer(1, "attempted", next: "2026-11-23 14:30", outcome: .noAnswer), "today 14:30", .today),
            (customer(1, "attempted", next: "2026-11-23 14:30", outcome: .voicemail), "today 14:30", .today),
            (customer(1, "attempted", next: "2026-11-23 14:30", outcome: .callBack), "due 14:30", .due),
            (customer(1, next: "2026-11-23"), "today", .today),
            (customer(1, "new", next: "2026-11-23", leadAge: 42), "new 0:42", .new),
            (customer(1, "new", next: "2026-11-23", leadAge: 2460), "new 41m", .new),
            (customer(1, "new", next: "2026-11-20", leadAge: 259_200), "new 1d", .new),
            (customer(1, "new", leadAge: 42), "new 0:42", .new),
            // A person has planned the call of a lead.
            (customer(1, "new", next: "2026-11-23 14:00", leadAge: 42), "due 14:00", .due),
            (customer(1, "new", next: "2026-11-24", leadAge: 42), "any time", .day(CalendarDay(year: 2026, month: 11, day: 24)!)),
            (customer(1, "contacted", next: "2026-11-23", leadAge: 42, isTouched: true), "today", .today),
            (customer(1, next: "2026-11-22"), "overdue 1d", .overdue),
            (customer(1, next: "2026-11-22 10:00"), "overdue 1d", .overdue),
            (customer(1, next: "2025-11-23"), "overdue 52w", .overdue),
            (customer(1), "no date", .noDate),
            (customer(1, "nurture"), "no date", .noDate),
            (customer(1, next: "2026-11-25 10:15"), "10:15", .day(CalendarDay(year: 2026, month: 11, day: 25)!)),
        ])
    func why(_ customer: Customer, _ text: String, _ group: CallGroup) throws {
        let moment = Self.moment()
        let reason = try #require(CallReason(customer, at: moment, statuses: Self.statuses))
        let age = LeadAge(of: customer, hours: .standard, zone: .gmt)?.text(at: moment.now) ?? ""
        #expect(reason.text(age: age) == text)
        #expect(reason.group == group)
    }

    @Test(
        "whose work has ended and who does not want it is not called",
        arguments: [
            customer(1, "won", next: "2026-11-23 14:30"), customer(1, "lost"), customer(1, "junk", next: "2026-11-20"),
            customer(1, next: "2026-11-23 14:30", doNotCall: true), customer(1, "new", leadAge: 42, doNotCall: true),
        ])
    func nobody(_ customer: Customer) {
        #expect(CallReason(customer, at: Self.moment(), statuses: Self.statuses) == nil)
    }

    @Test("the order is the one rule that stands on the screen")
    func order() {
        let rows = [
            Self.customer(10, next: "2026-11-23 14:30"), Self.customer(9, next: "2026-11-23 14:31"),
            Self.customer(21, "new", next: "2026-11-23", leadAge: 42), Self.customer(20, "new", next: "2026-11-23", leadAge: 190),
            Self.customer(30, "attempted", next: "2026-11-23 14:17", outcome: .noAnswer),
            Self.customer(43, "appointment", next: "2026-11-23"), Self.customer(41, "interested", next: "2026-11-23"),
            Self.customer(42, "attempted", next: "2026-11-23"),
            Self.customer(50, "appointment", next: "2026-11-23 16:00"),
            Self.customer(61, "new", next: "2026-11-23", leadAge: 2460), Self.customer(60, "new", next: "2026-11-20", leadAge: 259_200),
            Self.customer(70, next: "2026-11-22"), Self.customer(71, next: "2026-11-20"),
            Self.customer(80),
        ]
        let mixed = Array(rows.reversed())
        func arranged(_ isNight: (Customer) -> Bool = { _ in false }) -> [Int64] {
            CallReason.arranged(mixed, at: Self.moment(), statuses: Self.statuses, customer: { $0 }, isNight: isNight).map(\.id)
        }
        #expect(arranged() == rows.map(\.id))
        let sleepers: [Int64] = [10, 61]
        let wanted = rows.map(\.id).filter { !sleepers.contains($0) } + sleepers
        let sunk = arranged { sleepers.contains($0.id) }
        #expect(sunk == wanted, "those who sleep sink")
    }

    @Test("a lead of the night is fresh when work begins, and for half an hour of work")
    func fresh() {
        let night = Customer(
            id: 1, spreadsheetID: 1, customerName: "x",
            lead: LeadMark(leadgenID: "1", formName: nil, isTest: false, createdTime: Moments.utc("2026-11-23T03:00:00Z")),
            createdAt: Moments.utc("2026-11-23T03:00:00Z"))
        func isFresh(_ now: String) -> Bool { CallReason(night, at: Self.moment(now), statuses: Self.statuses) == .fresh }
        #expect(isFresh("2026-11-23T09:00:00Z") && isFresh("2026-11-23T09:29:59Z") && !isFresh("2026-11-23T09:30:01Z"))
        #expect(Self.moment("2026-11-23T09:10:00Z").freshFrom == Moments.utc("2026-11-20T17:40:00Z"), "20 minutes of Friday")
    }

    @Test("it is night where all clocks of a country say so")
    func night() throws {
        let times = CountryTimes(
            zoneTable: "IT\t+\tEurope/Rome\nUS\t+\tAmerica/New_York\nUS\t+\tAmerica/Los_Angeles\n")
        let (italy, states) = (try #require(Country("IT")), try #require(Country("US")))
        func isNight(_ country: Country, _ now: String) -> Bool { times.isNight(in: country, at: Moments.utc(now)) }
        #expect(!isNight(italy, "2026-11-23T07:00:00Z") && isNight(italy, "2026-11-23T06:59:00Z") && isNight(italy, "2026-11-23T20:00:00Z"))
        #expect(isNight(states, "2026-11-23T09:00:00Z") && !isNight(states, "2026-11-23T14:32:00Z"))
        #expect(!isNight(try #require(Country("FR")), "2026-11-23T03:00:00Z"))
    }
}
