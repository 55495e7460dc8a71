import CRM
import Foundation
import Testing

@Suite("days, times and next calls")
struct CalendarTests {
    @Test("a day's text and number come back as the same day")
    func roundTrips() {
        var previous = CalendarDay(number: -30_001)
        for number in -30_000...60_000 {
            let day = CalendarDay(number: number)
            #expect(day.number == number && previous < day)
            #expect(day.weekday == previous.weekday % 7 + 1)
            if number.isMultiple(of: 97) { #expect(CalendarDay(day.description) == day) }
            previous = day
        }
        #expect(CalendarDay(number: 0).description == "1970-01-01")
        #expect(CalendarDay("2026-11-23")?.weekday == 1)
    }

    @Test(
        "only days of the calendar are days",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-31", "26-01-31", "2026-01-31 ", "2026/01/31", "",
            "٢٠٢٦-٠١-٣١",
            "0000-01-01", "+026-01-01",
        ])
    func notADay(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test("leap years are the Gregorian ones", arguments: ["2024-02-29", "2000-02-29", "2400-02-29"])
    func leap(text: String) {
        #expect(CalendarDay(text)?.description == text)
    }

    @Test(
        "months later keeps the day, or the month's last one",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -1, "2025-12-15"), ("2026-01-15", 25, "2028-02-15"),
        ])
    func months(from: String, months: Int, to: String) {
        #expect(CalendarDay(from)?.adding(months: months).description == to)
    }

    @Test(
        "every quarter of an hour of a year is found again on its zone's clocks",
        arguments: ["Europe/Lisbon", "America/Sao_Paulo", "Asia/Kathmandu"])
    func instants(name: String) throws {
        let zone = Moments.zone(name)
        try #require(zone.identifier == name)
        // 2018: the last year in which São Paulo changed its clocks, at midnight.
        var instant = Moments.utc("2018-01-01T00:00:00Z")
        while instant < Moments.utc("2019-01-01T00:00:00Z") {
            let day = CalendarDay(instant, in: zone), time = TimeOfDay(instant, in: zone)
            let back = day.instant(at: time, in: zone)
            // An hour that the clocks show twice has two instants, of which the first is meant.
            #expect(CalendarDay(back, in: zone) == day && TimeOfDay(back, in: zone) == time && back <= instant, "\(instant)")
            instant += 900
        }
    }

    @Test("a call for an hour that comes twice is due at its first coming, and stays as it was typed")
    func twice() throws {
        let (rome, call) = (Moments.zone("Europe/Rome"), try #require(NextCall("2026-10-25 02:30")))
        func instant(_ time: String) -> Date? { TimeOfDay(time).map { call.day.instant(at: $0, in: rome) } }
        let instants = ["01:59", "02:00", "02:30", "02:59", "03:00"].map(instant)
        #expect(
            instants
                == ["2026-10-24T23:59", "2026-10-25T00:00", "2026-10-25T00:30", "2026-10-25T00:59", "2026-10-25T02:00"].map {
                    Moments.utc("\($0):00Z")
                })
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "x", status: "contacted", nextCall: call, createdAt: .distantPast)
        func reason(_ now: String) -> CallReason? {
            CallReason(customer, at: CallMoment(Moments.utc(now), in: rome, hours: .standard), statuses: .standard)
        }
        let time = try #require(call.time)
        #expect(reason("2026-10-25T00:29:59Z") == .later(time) && reason("2026-10-25T00:30:00Z") == .due(time))
        #expect(reason("2026-10-25T02:00:00Z") == .due(time) && customer[field: .nextCallDate] == "2026-10-25 02:30")
    }

    @Test("a time that the clocks leave out is still an instant of that night")
    func leftOut() throws {
        let day = try #require(CalendarDay("2018-11-04"))
        let midnight = day.instant(in: Moments.saoPaulo)
        #expect(abs(midnight.timeIntervalSince(Moments.utc("2018-11-04T03:00:00Z"))) <= 3600)
    }

    @Test("a time of day reads as it was written", arguments: ["00:00", "09:05", "17:30", "23:59"])
    func times(text: String) {
        #expect(TimeOfDay(text)?.description == text)
    }

    @Test("only times of day are times", arguments: ["24:00", "17:60", "9:05", "17", "17:3", "17:30:00", "", "1७:30"])
    func notATime(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test("seconds are dropped, also before 1970")
    func seconds() {
        #expect(TimeOfDay(Moments.utc("2026-11-23T14:32:59Z"), in: .gmt).description == "14:32")
        #expect(TimeOfDay(Moments.utc("1969-12-31T23:59:59Z"), in: .gmt).description == "23:59")
        #expect(TimeOfDay(Moments.utc("2026-11-23T18:20:00Z"), in: Moments.kathmandu).description == "00:05")
    }

    @Test("next calls read as they are stored and sort by day, then time, with bare days first")
    func nextCalls() {
        let sorted = ["2026-11-23", "2026-11-23 00:00", "2026-11-23 09:00", "2026-11-24"]
        let calls = sorted.compactMap { NextCall($0) }
        #expect(calls.map(\.description) == sorted)
        #expect(calls.reversed().sorted() == calls)
        for text in ["", "2026-11-23 9:00", "2026-11-23 09:00 x", "tomorrow", "2026-11-31"] { #expect(NextCall(text) == nil) }
    }
}
