import CRM
import Foundation
import Testing

@Suite("The cadence of calls") struct CallCadenceTests {
    private static let zone = TimeZone.gmt

    /// Monday, 23 November 2026, by the clocks of the zone.
    private static func moment(_ time: String, day: String = "2026-11-23") throws -> Date {
        let call = try #require(NextCall("\(day) \(time)"))
        return call.day.instant(at: call.time, in: zone)
    }

    private func plan(_ attempt: Int, _ time: String, day: String = "2026-11-23") throws -> String {
        let now = try Self.moment(time, day: day)
        let plan = CallCadence.standard.plan(afterAttempt: attempt, at: now, hours: .standard, zone: Self.zone)
        return "\(plan.nextCall)\(plan.parks ? " parked" : "")"
    }

    @Test("steps follow each other within working hours, and then the customer is parked")
    func steps() throws {
        #expect(try plan(1, "14:32") == "2026-11-23 15:17")
        #expect(try plan(2, "15:17") == "2026-11-23 17:00")
        #expect(try plan(3, "17:00") == "2026-11-24 09:00")
        #expect(try plan(4, "09:00") == "2026-11-25")
        #expect(try plan(5, "09:00") == "2026-12-03")
        #expect(try plan(6, "09:00") == "2026-12-23 parked")
        #expect(try plan(99, "09:00") == "2026-12-23 parked")
    }

    @Test("what falls into the evening, the weekend or the near end of the day waits for work to begin")
    func outside() throws {
        #expect(try plan(1, "17:30") == "2026-11-24 09:00")
        #expect(try plan(2, "16:45") == "2026-11-24 09:00")
        // Friday afternoon, and a Saturday.
        #expect(try plan(1, "17:50", day: "2026-11-27") == "2026-11-30 09:00")
        #expect(try plan(3, "11:00", day: "2026-11-28") == "2026-11-30 09:00")
        #expect(try plan(4, "11:00", day: "2026-11-27") == "2026-11-30")
    }

    @Test("its steps are read from the settings, and anything else is refused")
    func text() {
        #expect(CallCadence("45m late morning 2d 10d park 30d") == .standard)
        #expect(CallCadence("1h park 1d") == CallCadence(steps: [.minutes(60)], parkedDays: 1))
        for text in ["", "park 30d", "45m", "45m park", "45m park late", "0m park 30d", "45x park 30d", "-5m park 30d", "9999d park 30d"] {
            #expect(CallCadence(text) == nil, "\(text)")
        }
    }
}

@Suite("The outcomes of a call") struct CallOutcomeTests {
    @Test("digits and ids are each given once, and each outcome is known by its id")
    func unique() {
        #expect(Set(CallOutcome.all.map(\.digit)) == Set("0123456789"))
        #expect(Set(CallOutcome.all.map(\.id)) == Set(CallOutcome.ID.allCases))
        for outcome in CallOutcome.all { #expect(CallOutcome.of(outcome.id) == outcome) }
    }

    @Test("a status follows from the outcome, and in a list of other words from the types")
    func statuses() {
        let own = StatusCatalogue([
            Status(id: "neu", type: .open, letter: "n"), Status(id: "dran", type: .working, letter: "d"),
            Status(id: "ruht", type: .parked, letter: "r"), Status(id: "gewonnen", type: .won, letter: "g"),
            Status(id: "verloren", type: .lost, letter: "v"),
        ])
        func after(_ id: CallOutcome.ID, _ current: String, _ list: StatusCatalogue = .standard) -> String {
            CallOutcome.of(id).status(after: current, in: list)
        }
        #expect(after(.noAnswer, "new") == "attempted")
        #expect(after(.noAnswer, "interested") == "interested")
        #expect(after(.notNow, "contacted") == "nurture")
        #expect(after(.notInterested, "new") == "lost")
        #expect(after(.doNotCall, "new") == "new")
        #expect(
            [after(.noAnswer, "neu", own), after(.interested, "neu", own), after(.notNow, "neu", own), after(.won, "dran", own)] == [
                "dran", "dran", "ruht", "gewonnen",
            ])
    }
}
