import Base
import CRM
import Foundation
import Testing

@Suite("dates by shorthand")
struct CallDateParserTests {
    @Test(
        "every form resolves to its date",
        arguments: [
            ("15m", "2026-11-23 14:47"), ("2h", "2026-11-23 16:32"), ("90 min", "2026-11-23 16:02"), ("8h", "2026-11-23 22:32"),
            ("10 hours", "2026-11-24 00:32"), ("in 2 hours", "2026-11-23 16:32"), ("in 10 days", "2026-12-03"), ("in a week", "2026-11-30"),
            ("in 3d at 10", "2026-11-26 10:00"),
            ("17", "2026-11-23 17:00"), ("17:30", "2026-11-23 17:30"), ("17h30", "2026-11-23 17:30"), ("9:05", "2026-11-24 09:05"),
            ("17 : 30", "2026-11-23 17:30"), ("5pm", "2026-11-23 17:00"), ("5 PM", "2026-11-23 17:00"), ("5:15pm", "2026-11-23 17:15"),
            ("5:15 pm", "2026-11-23 17:15"), ("fri 12am", "2026-11-27 00:00"), ("12pm", "2026-11-24 12:00"), ("10am", "2026-11-24 10:00"),
            ("eod", "2026-11-23 18:00"), ("morning", "2026-11-24 09:00"), ("noon", "2026-11-24 12:00"), ("lunch", "2026-11-24 12:30"),
            ("afternoon", "2026-11-23 15:00"), ("t", "2026-11-24"), ("w", "2026-11-30"), ("m", "2026-12-23"), ("e", "2026-11-23 18:00"),
            ("t 10", "2026-11-24 10:00"), ("w 9h30", "2026-11-30 09:30"), ("m noon", "2026-12-23 12:00"), ("t e", "2026-11-24 18:00"),
            ("tom10", "2026-11-24 10:00"), ("10 tom", "2026-11-24 10:00"), ("10tom", "2026-11-24 10:00"),
            ("tomorrow at 10", "2026-11-24 10:00"),
            ("tom at 10", "2026-11-24 10:00"), ("10 monday", "2026-11-30 10:00"), ("noon fri", "2026-11-27 12:00"),
            ("17:30 tom", "2026-11-24 17:30"),
            ("next week", "2026-11-30"), ("next fri", "2026-12-04"), ("next monday 9:30", "2026-11-30 09:30"), ("wd", "2026-11-24"),
            ("wd 11", "2026-11-24 11:00"), ("11 wd", "2026-11-24 11:00"), ("2wd", "2026-11-25"), ("5wd", "2026-11-30"),
            ("5wd 10", "2026-11-30 10:00"), ("0wd", "2026-11-23"),
            ("today", "2026-11-23"), ("tom", "2026-11-24"), ("tomorrow", "2026-11-24"), ("tom 10", "2026-11-24 10:00"),
            ("  TOM   10 ", "2026-11-24 10:00"), ("tom eod", "2026-11-24 18:00"), ("tom 5 pm", "2026-11-24 17:00"),
            ("mon", "2026-11-30"), ("tue", "2026-11-24"), ("wed", "2026-11-25"), ("thu", "2026-11-26"), ("fri", "2026-11-27"),
            ("sat", "2026-11-28"), ("sun", "2026-11-29"), ("Monday", "2026-11-30"), ("thurs", "2026-11-26"),
            ("mon 10:30", "2026-11-30 10:30"),
            ("0d", "2026-11-23"), ("3d", "2026-11-26"), ("3 d", "2026-11-26"), ("3d 10", "2026-11-26 10:00"),
            ("3 days 10am", "2026-11-26 10:00"),
            ("1w", "2026-11-30"), ("2mo", "2027-01-23"), ("2 months", "2027-01-23"),
            ("31/1", "2027-01-31"), ("31 / 1", "2027-01-31"), ("31/1 10", "2027-01-31 10:00"), ("31/12", "2026-12-31"),
            ("1/12", "2026-12-01"),
            ("23/11", "2026-11-23"), ("1.12", "2026-12-01"), ("1.12.", "2026-12-01"), ("10.12", "2026-12-10"), ("31.1", "2027-01-31"),
            ("26.11.2026", "2026-11-26"),
            ("26.11.26", "2026-11-26"), ("1. 12. 2026", "2026-12-01"), ("1.12. 10", "2026-12-01 10:00"), ("31-1", "2027-01-31"),
            ("31-1-2027", "2027-01-31"),
            ("dec 2", "2026-12-02"), ("January 31, 2027", "2027-01-31"), ("Thu 26 Nov, 11:00", "2026-11-26 11:00"),
            ("yesterday", "2026-11-22"), ("22/11", "2027-11-22"), ("29/2", "2028-02-29"), ("31/1/2027", "2027-01-31"),
            ("31/1/27", "2027-01-31"),
            ("31/1/2027 17:30", "2027-01-31 17:30"), ("2 dec", "2026-12-02"), ("2dec 9", "2026-12-02 09:00"),
            ("2 December 2027", "2027-12-02"),
            ("2 mar 2028 8:45", "2028-03-02 08:45"), ("2027-01-31", "2027-01-31"), ("2027-1-31", "2027-01-31"),
            ("2027-01-31 17:30", "2027-01-31 17:30"), ("３ｄ", "2026-11-26"),
            // Hour 0 is one of the 24-hour clock alone.
            ("tom 0", "2026-11-24 00:00"), ("tom 0:00", "2026-11-24 00:00"), ("0:30", "2026-11-24 00:30"), ("tom 0:30", "2026-11-24 00:30"),
            // A year is written by programs, and so is the time behind it.
            ("2026-12-05 6:00", "2026-12-05 06:00"), ("5/12/2026 6:00", "2026-12-05 06:00"), ("5/12/26 6:00", "2026-12-05 06:00"),
            ("5 dec 2026 6:30", "2026-12-05 06:30"), ("Sat 5 Dec 2026, 6:00", "2026-12-05 06:00"), ("5/12 6:00", "2026-12-05 18:00"),
            ("2026-12-05 6", "2026-12-05 18:00"),
            ("31 jan 27", "2027-01-31"), ("31jan 27 10", "2027-01-31 10:00"), ("sun 31 jan 27", "2027-01-31"), ("31.1. 27", "2027-01-31"),
            ("5-dec-26", "2026-12-05"), ("5-Dec-2026", "2026-12-05"), ("05-Dec", "2026-12-05"), ("5/dec/2026 9:30", "2026-12-05 09:30"),
            ("5. Dezember 2026", "2026-12-05"), ("5. Dez. 2026 9:30", "2026-12-05 09:30"), ("5 dic 2026", "2026-12-05"),
            ("5 déc. 2026", "2026-12-05"), ("1 März", "2027-03-01"), ("1 mrz", "2027-03-01"), ("5 grudnia 2026", "2026-12-05"),
            ("5 декабря 2026", "2026-12-05"),
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

    @Test(
        "what typing on can complete is not wrong yet",
        arguments: [
            "to", "tomor", "th", "eo", "a", "ne", "next", "next w", "tom at", "at", "mon 31/1", "dec", "fri 27", "fri 27 no", "+", "1.",
            "31.", "17.", "31.1.2", "2h3", "2027", "2027-", "2027-0", "2027-01", "2027-01-", "2027-01-3", "2027-1-", "31", "31/", "31/0",
            "31/1/", "31/1/2", "31/1/20", "31/1/202", "17:", "17:3", "5p", "tom 1:", "tom 1:3", "tom eo", "3mon", "2 de", "24", "100",
            "2 dec 202", "5-de", "5-dec-2", "5. dez. 202", "5. D", "31 jan 25",
            "0", "00", "8 mont", "28 mon", "8 to", ",", " , ", "\u{301}", ",tom at",
            "i", "in", "in a", "in 2",
        ])
    func incomplete(text: String) {
        #expect(CallDateParser.parse(text, in: Moments.context()) == .incomplete)
    }

    @Test(
        "what cannot become a date is told, with an example",
        arguments: [
            "x", "tom x", "tomx", "17:60", "17:7", "17.30", "9.30", "tom 9.30", "32.1", "1.13", "fri 28 nov 2026", "e 10", "+x", "-1x",
            "25:00", "13pm", "32/1", "31/13", "31/2", "0/1", "29/2/2027", "30/2/", "2027-13", "2027-02-30",
            "2027-00-01", "1730", "17 30", "2h 10", "31 feb", "99999d", "600w", "99999m", "20000", "--", "1/2/3/4", "31/1/x",
            "tom 10 11", "/", "/1", ":", "2027-01-31x", "5:5:5", "9999m", "1000d", "1730-01-31", "31/1/1999", "31 jan 9999",
            "12am", "0:00", "00:00", "0:00am", "2027-1-5", "00h00", "1000wd", "3 jan 401 /54", "5-x-26", "5-dec-26-1", "31-feb-27",
            "31 jan 27 30", "in x", "in tom",
        ])
    func wrong(text: String) {
        guard case .wrong(let sentence) = CallDateParser.parse(text, in: Moments.context()) else {
            Issue.record("\(text) gave \(CallDateParser.parse(text, in: Moments.context()))")
            return
        }
        #expect(sentence.contains { $0.isNumber }, "no example in: \(sentence)")
        #expect(sentence.count <= 51, "too long for the line beside the field at 80 columns: \(sentence)")
    }

    @Test("the sentences name what is wrong")
    func sentences() {
        let context = Moments.context()
        #expect(CallDateParser.parse("x", in: context) == .wrong("not a date: tom 10 · fri · 3d · 31/1 · 17:30"))
        #expect(CallDateParser.parse("x", in: Moments.context(dayFirst: false)) == .wrong("not a date: tom 10 · fri · 3d · 1/31 · 17:30"))
        #expect(CallDateParser.parse("31/2", in: context) == .wrong("February has no day 31"))
        #expect(CallDateParser.parse("17.30", in: context) == .wrong("there is no month 30: a time is written 17:30"))
        #expect(CallDateParser.parse("1730", in: context) == .wrong("a time needs its colon: 17:30"))
        #expect(CallDateParser.parse("12am", in: context) == .wrong("midnight needs its day: tom 0:00 · fri 0:00"))
        for midnight in ["0:00", "00:00", "0h00"] {
            #expect(CallDateParser.parse(midnight, in: context) == .wrong("midnight needs its day: tom 0:00 · fri 0:00"), "\(midnight)")
        }
        #expect(CallDateParser.parse("2027-1-5", in: context) == .wrong("the day has two digits: 2027-01-05"))
        #expect(CallDateParser.parse("2028-12-9", in: context) == .wrong("the day has two digits: 2028-12-09"))
        #expect(CallDateParser.parse("sat 27 nov 2026", in: context) == .wrong("27 November 2026 is a Friday"))
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
        for text in [
            "tomorrow 10:30", "thursday", "31/1/2027 17:30", "2027-01-31 17:30", "15 min", "2 december 2027", "5:15pm", "eod",
            "3 days 10am", "10 tomorrow", "10monday", "tom at 10", "next friday 9h30",
            "1.12.2026", "1. 12. 2026", "Thursday 26 November, 11:00", "Wed 18 Nov 2026", "tom 2h10", "jan 31, 2027", "+3 10", "31 jan 27",
            "5-dec-26 9:30",
            "5. Dezember 2026", "5. dez. 2026", "2026-12-05 6:00", "0:30", "in 2 hours", "in a week", "in an hour",
        ] {
            for end in text.indices {
                let start = String(text[...end])
                if case .wrong(let sentence) = CallDateParser.parse(start, in: Moments.context()) {
                    Issue.record("\(start): \(sentence)")
                }
            }
        }
    }

    @Test(
        "a bare time that has passed is the next time it comes in working hours",
        arguments: [
            // Thursday, 15:28 in Lisbon.
            ("2026-11-26T15:28:00Z", "10", "2026-11-27 10:00"), ("2026-11-26T15:28:00Z", "10am", "2026-11-27 10:00"),
            ("2026-11-26T15:28:00Z", "3", "2026-11-27 15:00"), ("2026-11-26T14:28:00Z", "3", "2026-11-26 15:00"),
            ("2026-11-26T15:28:00Z", "3:30", "2026-11-26 15:30"), ("2026-11-26T15:28:00Z", "6", "2026-11-26 18:00"),
            ("2026-11-26T15:28:00Z", "15:28", "2026-11-26 15:28"), ("2026-11-26T15:28:00Z", "19", "2026-11-26 19:00"),
            ("2026-11-26T15:28:00Z", "03:00", "2026-11-27 03:00"), ("2026-11-26T15:28:00Z", "7", "2026-11-27 07:00"),
            ("2026-11-26T15:28:00Z", "tom 3", "2026-11-27 15:00"), ("2026-11-26T15:28:00Z", "tom 03", "2026-11-27 03:00"),
            ("2026-11-26T15:28:00Z", "9", "2026-11-27 09:00"), ("2026-11-26T19:00:00Z", "eod", "2026-11-27 18:00"),
            // Friday evening: the next working day is Monday.
            ("2026-11-27T17:30:00Z", "10", "2026-11-30 10:00"), ("2026-11-27T17:30:00Z", "wd", "2026-11-30"),
            ("2026-11-27T17:30:00Z", "tom", "2026-11-28"),
            ("2026-11-29T10:00:00Z", "next week", "2026-11-30"), ("2026-11-29T10:00:00Z", "next sun", "2026-12-06"),
        ])
    func nextTime(now: String, text: String, date: String) {
        let context = Moments.context(Moments.utc(now))
        #expect(CallDateParser.parse(text, in: context) == NextCall(date).map { .resolved($0, isPast: false) })
    }

    @Test(
        "plus and minus move the date that stands, with its time, and today where none does",
        arguments: [
            ("+3", "2026-12-13 11:00", "2026-11-26"), ("-1", "2026-12-09 11:00", "2026-11-22"), ("−1", "2026-12-09 11:00", "2026-11-22"),
            ("+1w", "2026-12-17 11:00", "2026-11-30"), ("+1mo", "2027-01-10 11:00", "2026-12-23"),
            ("+3 9:30", "2026-12-13 09:30", "2026-11-26 09:30"),
        ])
    func moves(text: String, moved: String, fromToday: String) {
        var context = Moments.context()
        #expect(CallDateParser.parse(text, in: context).call?.description == fromToday)
        context.standing = NextCall("2026-12-10 11:00")
        #expect(CallDateParser.parse(text, in: context).call?.description == moved)
    }

    @Test("plus and minus move no date of several customers, which says what to type", arguments: ["+", "+3", "-1", "+1w", "+3 9:30"])
    func several(text: String) {
        var context = Moments.context()
        context.isOfSeveral = true
        #expect(CallDateParser.parse(text, in: context) == .wrong("+ and - are for one row: 3d (in 3 days), or 31/1"))
        #expect(CallDateParser.parse("-", in: context) == .cleared)
        #expect(CallDateParser.parse("3d", in: context).call?.description == "2026-11-26")
    }

    @Test("what is shown of a date is that date when it is typed again")
    func shownAgain() {
        var random = SeededGenerator(seed: 9)
        let texts = [
            "10", "3", "17h", "tom10", "next fri", "wd", "w 9:30", "m", "31.1", "29/2", "2mo", "-1", "15m", "yesterday", "2028-02-29 03:00",
            "2025-01-31",
        ]
        for _ in 0..<300 {
            let now = Moments.monday.addingTimeInterval(Double(Int.random(in: 0..<200_000_000, using: &random)))
            let context = Moments.context(now, dayFirst: Bool.random(using: &random))
            for text in texts {
                let parse = CallDateParser.parse(text, in: context)
                guard let call = parse.call else { continue }
                let long = CallDateText.long(call, in: context)
                for shown in [String(long.prefix { $0 != "(" }), CallDateText.brief(call, in: context), call.description] {
                    #expect(CallDateParser.parse(shown, in: context) == parse, "\(text) at \(now): \(shown)")
                }
            }
        }
    }

    @Test(
        "a date of the past is marked",
        arguments: [
            ("today 14", true), ("today 14:31", true), ("today 14:32", false), ("14:32", false), ("yesterday", true), ("14:33", false),
            ("today", false), ("0m", false), ("2026-11-22", true),
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
        #expect(CallDateParser.parse("1.31", in: context) == january)
    }

    @Test(
        "a country says which comes first",
        arguments: [
            ("US", false), ("PH", false), ("JP", false), ("HU", false), ("IT", true), ("DE", true), ("GB", true), ("IN", true),
            ("BR", true), ("MX", true),
        ])
    func countries(code: String, dayFirst: Bool) throws {
        #expect(try #require(Country(code)).writesDayFirst == dayFirst)
    }

    @Test(
        "hours count in real time where the clocks change",
        arguments: [
            // Lisbon: 01:00 becomes 02:00 on 29 March 2026, and 02:00 becomes 01:00 on 25 October 2026.
            ("Europe/Lisbon", "2026-03-29T00:30:00Z", "1h", "2026-03-29 02:30"),
            ("Europe/Lisbon", "2026-10-25T00:30:00Z", "1h", "2026-10-25 01:30"),
            ("Europe/Lisbon", "2026-10-25T00:30:00Z", "2h", "2026-10-25 02:30"),
            // São Paulo: midnight became 01:00 on 4 November 2018.
            ("America/Sao_Paulo", "2018-11-04T02:30:00Z", "1h", "2018-11-04 01:30"),
            // Rome: there is no 02:30 on 28 March 2027.
            ("Europe/Rome", "2026-11-29T12:00:00Z", "28/3/2027 02:30", "2027-03-28 03:30"),
            ("Asia/Kathmandu", "2026-11-23T18:00:00Z", "30m", "2026-11-24 00:15"),
            ("Asia/Kathmandu", "2026-11-23T18:20:00Z", "today", "2026-11-24"),
        ])
    func clocksChange(zone: String, now: String, text: String, date: String) {
        let context = Moments.context(Moments.utc(now), Moments.zone(zone))
        #expect(CallDateParser.parse(text, in: context) == NextCall(date).map { .resolved($0, isPast: false) })
    }

    @Test(
        "months keep to the last day, weekdays cross the year, the shortest month counts right",
        arguments: [
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
            now: Moments.monday, zone: Moments.lisbon, endOfDay: try #require(TimeOfDay("20:15")),
            dayStart: try #require(TimeOfDay("07:30")))
        #expect(CallDateParser.parse("fri eod", in: context) == NextCall("2026-11-27 20:15").map { .resolved($0, isPast: false) })
        let always = CallDateContext(now: Moments.monday, zone: .gmt, workingHours: try #require(WorkingHours("mon-sun 0:00-24:00")))
        #expect(CallDateParser.parse("0", in: always).call?.description == "2026-11-24 00:00")
        let late = CallDateContext(
            now: Moments.monday, zone: Moments.lisbon, workingHours: try #require(WorkingHours("sun-thu 14:00-23:00")))
        #expect(CallDateParser.parse("9", in: late) == NextCall("2026-11-23 21:00").map { .resolved($0, isPast: false) })
        #expect(
            CallDateParser.parse(
                "wd", in: CallDateContext(now: Moments.utc("2026-11-26T12:00:00Z"), zone: .gmt, workingHours: late.workingHours)
            ).call?.description == "2026-11-29")
        #expect(CallDateParser.parse("fri morning", in: context) == NextCall("2026-11-27 07:30").map { .resolved($0, isPast: false) })
    }
}

extension CallDateParse {
    /// The date it means; nil where it means none.
    fileprivate var call: NextCall? {
        if case .resolved(let call, _) = self { call } else { nil }
    }
}
