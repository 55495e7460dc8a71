import CRM
import Foundation
import Testing

@Suite("dates by shorthand")
struct CallDateParserTests {
    @Test("every form resolves to its date", arguments: [
        ("15m", "2026-11-23 14:47"), ("2h", "2026-11-23 16:32"), ("90 min", "2026-11-23 16:02"), ("10h", "2026-11-24 00:32"),
        ("17", "2026-11-23 17:00"), ("17:30", "2026-11-23 17:30"), ("17.30", "2026-11-23 17:30"), ("9:05", "2026-11-23 09:05"),
        ("17 : 30", "2026-11-23 17:30"), ("5pm", "2026-11-23 17:00"), ("5 PM", "2026-11-23 17:00"), ("5:15pm", "2026-11-23 17:15"),
        ("5:15 pm", "2026-11-23 17:15"), ("12am", "2026-11-23 00:00"), ("12pm", "2026-11-23 12:00"), ("10am", "2026-11-23 10:00"),
        ("eod", "2026-11-23 18:00"), ("morning", "2026-11-23 09:00"),
        ("today", "2026-11-23"), ("tom", "2026-11-24"), ("tomorrow", "2026-11-24"), ("tom 10", "2026-11-24 10:00"),
        ("  TOM   10 ", "2026-11-24 10:00"), ("tom eod", "2026-11-24 18:00"), ("tom 5 pm", "2026-11-24 17:00"),
        ("mon", "2026-11-30"), ("tue", "2026-11-24"), ("wed", "2026-11-25"), ("thu", "2026-11-26"), ("fri", "2026-11-27"),
        ("sat", "2026-11-28"), ("sun", "2026-11-29"), ("Monday", "2026-11-30"), ("thurs", "2026-11-26"), ("mon 10:30", "2026-11-30 10:30"),
        ("0d", "2026-11-23"), ("3d", "2026-11-26"), ("3 d", "2026-11-26"), ("3d 10", "2026-11-26 10:00"), ("3 days 10am", "2026-11-26 10:00"),
        ("1w", "2026-11-30"), ("2mo", "2027-01-23"), ("2 months", "2027-01-23"),
        ("31/1", "2027-01-31"), ("31 / 1", "2027-01-31"), ("31/1 10", "2027-01-31 10:00"), ("31/12", "2026-12-31"), ("1/12", "2026-12-01"),
        ("23/11", "2026-11-23"), ("22/11", "2027-11-22"), ("29/2", "2028-02-29"), ("31/1/2027", "2027-01-31"), ("31/1/27", "2027-01-31"),
        ("31/1/2027 17:30", "2027-01-31 17:30"), ("2 dec", "2026-12-02"), ("2dec 9", "2026-12-02 09:00"), ("2 December 2027", "2027-12-02"),
        ("2 mar 2028 8:45", "2028-03-02 08:45"), ("2027-01-31", "2027-01-31"), ("2027-1-31", "2027-01-31"),
        ("2027-01-31 17:30", "2027-01-31 17:30"), ("３ｄ", "2026-11-26"),
    ])
    func resolves(text: String, date: String) {
        guard case .resolved(let call, _) = CallDateParser.parse(text, in: Moments.context()) else {
            Issue.record("\(text) gave \(CallDateParser.parse(text, in: Moments.context()))")
            return
        }
        #expect(call.description == date)
    }

    @Test("nothing is empty, a dash clears")
    func emptyAndCleared() {
        #expect(CallDateParser.parse("", in: Moments.context()) == .empty)
        #expect(CallDateParser.parse("  \t", in: Moments.context()) == .empty)
        #expect(CallDateParser.parse("-", in: Moments.context()) == .cleared)
        #expect(CallDateParser.parse(" – ", in: Moments.context()) == .cleared)
    }

    @Test("what typing on can complete is not wrong yet", arguments: [
        "t", "to", "tomor", "m", "th", "eo", "2027", "2027-", "2027-0", "2027-01", "2027-01-", "2027-01-3", "2027-1-", "31", "31/", "31/0",
        "31/1/", "31/1/2", "31/1/20", "31/1/202", "17:", "17:3", "17.", "5p", "tom 1:", "tom 1:3", "tom e", "3mon", "2 de", "24", "100", "2 dec 202",
        "8 mon", "28 mon",
    ])
    func incomplete(text: String) {
        #expect(CallDateParser.parse(text, in: Moments.context()) == .incomplete)
    }

    @Test("what cannot become a date is told, with an example", arguments: [
        "x", "tom x", "tomx", "17:60", "17:7", "25:00", "13pm", "32/1", "31/13", "31/2", "0/1", "29/2/2027", "30/2/", "2027-13", "2027-02-30",
        "2027-00-01", "1730", "10 tom", "10 monday", "17 30", "2h 10", "31 feb", "99999d", "600w", "99999m", "20000", "--", "-1", "1/2/3/4", "31/1/x",
        "tom 10 11", "mon 31/1", "3y", "/", "/1", ":", "2027-01-31x", "5:5:5", "9999m", "1000d", "1730-01-31", "31/1/1999", "31 jan 9999",
        "3 jan 401 /54",
    ])
    func wrong(text: String) {
        guard case .wrong(let sentence) = CallDateParser.parse(text, in: Moments.context()) else {
            Issue.record("\(text) gave \(CallDateParser.parse(text, in: Moments.context()))")
            return
        }
        #expect(sentence.contains { $0.isNumber }, "no example in: \(sentence)")
        #expect(sentence.count < 100)
    }

    @Test("the sentences name what is wrong")
    func sentences() {
        let context = Moments.context()
        #expect(CallDateParser.parse("31/2", in: context) == .wrong("February has no day 31. A date is written 31/1 or 2027-01-31"))
        #expect(CallDateParser.parse("10 tom", in: context) == .wrong("The day comes before the time: tom 10"))
        #expect(CallDateParser.parse("1730", in: context) == .wrong("\"1730\" needs a colon to be a time: 17:30"))
    }

    @Test("no text at all makes it stumble, and a date typed letter by letter is never called wrong on the way")
    func anyText() {
        var random = SeededGenerator(seed: 6)
        let letters = Array("0123456789/:.-– tomnedwhpafris\u{301}٣\r\n👩‍💼")
        for _ in 0..<5000 {
            let text = String((0..<Int.random(in: 0...8, using: &random)).map { _ in letters.randomElement(using: &random) ?? " " })
            if case .resolved(let call, let past) = CallDateParser.parse(text, in: Moments.context()) {
                #expect(past == Moments.context().isPast(call))
                #expect(NextCall(call.description) == call)
            }
        }
        for text in ["tomorrow 10:30", "thursday", "31/1/2027 17:30", "2027-01-31 17:30", "15 min", "2 december 2027", "5:15pm", "eod", "3 days 10am"] {
            for end in text.indices {
                let start = String(text[...end])
                if case .wrong(let sentence) = CallDateParser.parse(start, in: Moments.context()) {
                    Issue.record("\(start): \(sentence)")
                }
            }
        }
    }

    @Test("a time that has passed stays today, marked", arguments: [
        ("14", true), ("14:31", true), ("14:32", false), ("14:33", false), ("today", false), ("0m", false), ("2026-11-22", true),
        ("2026-11-22 23:59", true), ("2025-12-31", true), ("tom 9", false), ("23/11/2026 14:00", true),
    ])
    func past(text: String, isPast: Bool) {
        guard case .resolved(_, let past) = CallDateParser.parse(text, in: Moments.context()) else {
            Issue.record("\(text) is not a date")
            return
        }
        #expect(past == isPast)
    }

    @Test("the month may come first")
    func monthFirst() {
        let context = Moments.context(dayFirst: false)
        let january = NextCall("2027-01-31").map { CallDateParse.resolved($0, isPast: false) }
        #expect(CallDateParser.parse("1/31", in: context) == january)
        #expect(CallDateParser.parse("1/31/2027", in: context) == january)
        #expect(CallDateParser.parse("31 jan", in: context) == january)
        #expect(CallDateParser.parse("1/3", in: context) == NextCall("2027-01-03").map { .resolved($0, isPast: false) })
        guard case .wrong(let sentence) = CallDateParser.parse("31/1", in: context) else {
            Issue.record("31/1 is taken")
            return
        }
        #expect(sentence.contains("1/31"))
    }

    @Test("hours count in real time where the clocks change", arguments: [
        // Lisbon: 01:00 becomes 02:00 on 29 March 2026, and 02:00 becomes 01:00 on 25 October 2026.
        ("Europe/Lisbon", "2026-03-29T00:30:00Z", "1h", "2026-03-29 02:30"),
        ("Europe/Lisbon", "2026-10-25T00:30:00Z", "1h", "2026-10-25 01:30"),
        ("Europe/Lisbon", "2026-10-25T00:30:00Z", "2h", "2026-10-25 02:30"),
        // São Paulo: midnight became 01:00 on 4 November 2018.
        ("America/Sao_Paulo", "2018-11-04T02:30:00Z", "1h", "2018-11-04 01:30"),
        ("Asia/Kathmandu", "2026-11-23T18:00:00Z", "30m", "2026-11-24 00:15"),
        ("Asia/Kathmandu", "2026-11-23T18:20:00Z", "today", "2026-11-24"),
    ])
    func clocksChange(zone: String, now: String, text: String, date: String) {
        let context = Moments.context(Moments.utc(now), Moments.zone(zone))
        #expect(CallDateParser.parse(text, in: context) == NextCall(date).map { .resolved($0, isPast: false) })
    }

    @Test("months keep to the last day, weekdays cross the year, the shortest month counts right", arguments: [
        ("2026-01-31T12:00:00Z", "1mo", "2026-02-28"), ("2028-01-31T12:00:00Z", "1mo", "2028-02-29"),
        ("2026-12-31T12:00:00Z", "tom", "2027-01-01"), ("2026-12-31T12:00:00Z", "thu", "2027-01-07"),
        ("2026-12-31T12:00:00Z", "31/12", "2026-12-31"), ("2026-12-31T12:00:00Z", "30/12", "2027-12-30"),
        ("2096-03-01T12:00:00Z", "29/2", "2104-02-29"), ("2026-11-23T23:50:00Z", "15m", "2026-11-24 00:05"),
    ])
    func edges(now: String, text: String, date: String) {
        let context = Moments.context(Moments.utc(now))
        #expect(CallDateParser.parse(text, in: context) == NextCall(date).map { .resolved($0, isPast: false) })
    }

    @Test("the working day is the context's")
    func workingDay() throws {
        let context = CallDateContext(
            now: Moments.monday, zone: Moments.lisbon, endOfDay: try #require(TimeOfDay("20:15")), dayStart: try #require(TimeOfDay("07:30")))
        #expect(CallDateParser.parse("fri eod", in: context) == NextCall("2026-11-27 20:15").map { .resolved($0, isPast: false) })
        #expect(CallDateParser.parse("fri morning", in: context) == NextCall("2026-11-27 07:30").map { .resolved($0, isPast: false) })
    }
}
