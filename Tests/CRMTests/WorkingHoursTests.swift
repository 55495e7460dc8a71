import Base
import CRM
import Foundation
import Testing

@Suite("working hours")
struct WorkingHoursTests {
    private let rome = Moments.zone("Europe/Rome")

    @Test(
        "the setting's text gives days and hours",
        arguments: [
            ("mon-fri 9:00-18:00", [1, 2, 3, 4, 5], "09:00", "18:00"), ("Mon-Sat 8-17:30", [1, 2, 3, 4, 5, 6], "08:00", "17:30"),
            ("sun-thu 09:00-17:00", [7, 1, 2, 3, 4], "09:00", "17:00"), ("mon,wed,fri-sat  10:15-12:00", [1, 3, 5, 6], "10:15", "12:00"),
            ("sunday 0:00-24:00", [7], "00:00", "23:59"), ("mon-sun 0-24", [1, 2, 3, 4, 5, 6, 7], "00:00", "23:59"),
        ] as [(String, Set<Int>, String, String)])
    func text(text: String, days: Set<Int>, from: String, until: String) throws {
        let hours = try #require(WorkingHours(text))
        #expect(hours.days == days)
        #expect(hours.from.description == from && hours.until.description == until)
    }

    @Test(
        "what is no working hours is refused",
        arguments: [
            "", "mon-fri", "9-18", "mon-fri 18:00-9:00", "mon-fri 9:00-9:00", "mon-fri 9:00", "mo-fr 9-18", "mon-fri 9:0-18",
            "mon-fri 9-25", "mon- 9-18",
            "mon-tue-fri 9-18", "mon-fri 9-18 x", "mon-fri 9.00-18.00", "tom 9-18", ", 9-18", "mon-fri 24:00-24:30",
        ])
    func refused(text: String) {
        #expect(WorkingHours(text) == nil)
    }

    @Test("unless somebody says otherwise people work from Monday to Friday, 9 to 18")
    func standard() {
        #expect(WorkingHours("mon-fri 9:00-18:00") == .standard)
    }

    @Test(
        "a moment is within working hours from their first minute to before their end, by the clocks there",
        arguments: [
            ("2026-11-26T08:00:00Z", true), ("2026-11-26T07:59:59Z", false), ("2026-11-26T16:59:59Z", true),
            ("2026-11-26T17:00:00Z", false),
            ("2026-11-28T10:00:00Z", false), ("2026-07-01T07:00:00Z", true),
        ])
    func contains(moment: String, isWork: Bool) {
        #expect(WorkingHours.standard.contains(Moments.utc(moment), in: rome) == isWork)
    }

    @Test(
        "outside working hours the next moment is the next beginning of work, within them the moment itself",
        arguments: [
            ("2026-11-26T10:11:12Z", "2026-11-26T10:11:12Z"), ("2026-11-26T03:00:00Z", "2026-11-26T08:00:00Z"),
            ("2026-11-26T17:00:00Z", "2026-11-27T08:00:00Z"), ("2026-11-27T20:00:00Z", "2026-11-30T08:00:00Z"),
            ("2026-11-28T12:00:00Z", "2026-11-30T08:00:00Z"), ("2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z"),
        ])
    func next(moment: String, work: String) {
        #expect(WorkingHours.standard.next(from: Moments.utc(moment), in: rome) == Moments.utc(work))
    }

    @Test("one day a week is found from its own evening")
    func oneDay() throws {
        let hours = try #require(WorkingHours("thu 9-10"))
        #expect(hours.next(from: Moments.utc("2026-11-26T10:00:00Z"), in: rome) == Moments.utc("2026-12-03T08:00:00Z"))
        #expect(hours.workingDay(after: try #require(CalendarDay("2026-11-26"))).description == "2026-12-03")
    }

    @Test(
        "an overnight lead has waited since the morning, one of the weekend since Monday",
        arguments: [
            // Seen on Friday at 9:04 in Rome.
            ("2026-11-26T21:00:00Z", "2026-11-27T08:04:00Z", 240), ("2026-11-26T16:58:00Z", "2026-11-27T08:04:00Z", 360),
            ("2026-11-27T17:30:00Z", "2026-11-30T08:00:30Z", 30), ("2026-11-28T10:00:00Z", "2026-11-29T10:00:00Z", 0),
            ("2026-11-26T08:00:00Z", "2026-11-26T09:00:00Z", 3600), ("2026-11-26T09:00:00Z", "2026-11-26T08:00:00Z", 0),
            ("2026-11-19T10:00:00Z", "2026-11-26T10:00:00Z", 5 * 32_400), ("2026-11-25T10:00:00Z", "2026-11-30T10:00:00Z", 3 * 32_400),
        ])
    func working(start: String, end: String, seconds: TimeInterval) {
        #expect(WorkingHours.standard.seconds(from: Moments.utc(start), to: Moments.utc(end), in: rome) == seconds)
    }

    @Test("the working time of a long span is that of its days together")
    func adds() throws {
        var random = SeededGenerator(seed: 11)
        for text in ["mon-fri 9:00-18:00", "sat-mon 0:00-24:00", "wed 13:30-13:45"] {
            let hours = try #require(WorkingHours(text))
            for _ in 0..<40 {
                // Nepal has no summer time, so that every day is as long as its clocks say.
                let start = Moments.monday.addingTimeInterval(Double(Int.random(in: 0..<2_000_000, using: &random)))
                let steps = (0...Int.random(in: 1...30, using: &random)).map { start.addingTimeInterval(Double($0) * 50_000) }
                let parts = zip(steps, steps.dropFirst()).map { hours.seconds(from: $0, to: $1, in: Moments.kathmandu) }
                #expect(hours.seconds(from: start, to: try #require(steps.last), in: Moments.kathmandu) == parts.reduce(0, +))
            }
        }
    }
}
