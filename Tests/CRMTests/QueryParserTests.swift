import Foundation
import Testing

@testable import CRM

/// Thursday 26 November 2026, 14:32 in UTC.
@Suite("The query language") struct QueryParserTests {
    private static let now = Date(timeIntervalSince1970: 1_795_703_520)
    private static let context = QueryContext(
        CallDateContext(now: now, zone: .gmt), statuses: .standard)

    private func parse(_ text: String) throws(QueryFault) -> CustomerFilter { try QueryParser.parse(text, in: Self.context) }

    private func conditions(_ text: String) throws -> [FilterCondition] { try parse(text).clauses.flatMap(\.conditions) }

    private func fault(_ text: String) -> QueryFault? {
        do throws(QueryFault) {
            _ = try parse(text)
            return nil
        } catch {
            return error
        }
    }

    private static func day(_ text: String) -> Date {
        CalendarDay(text).map { $0.instant(in: .gmt) } ?? .distantPast
    }

    @Test(
        "words are those of the search, also beside keys",
        arguments: ["rossi", "936 555", "+39 347", "o'brien anna", "100%_", "10:30", "https://x.it", "555-036", "a - b", "Zoë", "\\ ; '"])
    func words(_ text: String) throws {
        #expect(try parse(text).clauses == SearchText.terms(text).map { FilterClause(.words($0)) })
        #expect(try parse("\(text) status:new").clauses.dropLast() == parse(text).clauses[...])
    }

    @Test("what stands in quotes is one text, closed or not, and a minus asks for its absence")
    func phrases() throws {
        for text in ["\"after lunch\"", "“After   lunch”", "\"after lunch"] {
            #expect(try conditions(text) == [.words(SearchTerm(exactly: "after lunch"))])
        }
        #expect(try parse("-rossi").clauses == [FilterClause(.words(SearchTerm(word: "rossi")), isNegated: true)])
        #expect(try parse("-\"after lunch\"").clauses[0].isNegated)
        #expect(try parse("-347").clauses == SearchText.terms("-347").map { FilterClause(.words($0)) })
        #expect(try conditions("#vip") == [.words(SearchTerm(word: "#vip"))])
        #expect(try parse("\"\"").clauses.isEmpty)
        #expect(try parse("").clauses.isEmpty && parse("  \n ").clauses.isEmpty)
    }

    @Test(
        "a status is named by its word, its beginning or its type, whatever the case",
        arguments: [
            ("new", ["new"]), ("NEW", ["new"]), ("n", ["new", "nurture"]), ("att", ["attempted"]), ("new,won", ["new", "won"]),
            ("lost", ["lost"]), ("work", []), ("working", ["attempted", "contacted", "interested", "appointment"]),
            ("ended", ["won", "lost", "junk"]),
        ])
    func statuses(_ value: String, _ expected: [String]) throws {
        guard !expected.isEmpty else {
            #expect(fault("status:\(value)")?.sentence.contains("The statuses are new attempted") == true)
            return
        }
        let found = try conditions("status:\(value)").reduce(into: Set<Status.ID>()) {
            if case .statuses(let some) = $1 { $0.formUnion(some) }
        }
        #expect(found == Set(expected))
    }

    @Test(
        "next calls are read by the parser of dates",
        arguments: [
            ("today", "2026-11-26", "2026-11-27"), ("<today", nil, "2026-11-26"), ("<=today", nil, "2026-11-27"),
            (">today", "2026-11-27", nil), (">=today", "2026-11-26", nil), ("tom", "2026-11-27", "2026-11-28"),
            ("mon..fri", "2026-11-30", "2026-12-05"), ("..fri", nil, "2026-11-28"), ("mon..", "2026-11-30", nil),
            ("\"tom 10\"", "2026-11-27 10:00", "2026-11-27 10:01"), ("<16:00", nil, "2026-11-26 16:00"),
            ("thisweek", "2026-11-23", "2026-11-30"), ("nextmonth", "2026-12-01", "2027-01-01"), ("31/1", "2027-01-31", "2027-02-01"),
            ("28.3.", "2027-03-28", "2027-03-29"), ("28.3...30.3.", "2027-03-28", "2027-03-31"),
            ("2026-12-24", "2026-12-24", "2026-12-25"), ("TODAY", "2026-11-26", "2026-11-27"),
            ("24/11", "2026-11-24", "2026-11-25"), ("1/11..30/11", "2026-11-01", "2026-12-01"),
            ("20dec..10jan", "2026-12-20", "2027-01-11"),
            ("<=24/11", nil, "2026-11-25"), ("1/2/27..28/2/27", "2027-02-01", "2027-03-01"),
        ] as [(String, String?, String?)])
    func nextCalls(_ value: String, _ from: String?, _ until: String?) throws {
        #expect(try conditions("next:\(value)") == [.nextCall(Span(from: from, until: until))])
    }

    @Test("no next call, and no contact, are values too")
    func none() throws {
        #expect(try conditions("next:none") == [.noNextCall])
        #expect(try conditions("last:never") == [.neverContacted])
        #expect(try conditions("next:none,today").count == 2)
    }

    @Test(
        "ages and days that were look back",
        arguments: [
            ("age:<1h", -3600.0, nil), ("age:>2d", nil, -2 * 86_400.0), ("came:<15m", -900, nil), ("last:<7d", -7 * 86_400, nil),
            ("last:>1w", nil, -7 * 86_400), ("age:1h..2h", -7200, -3600),
        ] as [(String, Double?, Double?)])
    func ages(_ text: String, _ from: Double?, _ until: Double?) throws {
        let span = Span(from: from.map(Self.now.addingTimeInterval), until: until.map(Self.now.addingTimeInterval))
        #expect(try [[.arrived(span)], [.lastContact(span)]].contains(conditions(text)))
    }

    @Test(
        "a day of what happened is the last such day",
        arguments: [
            ("today", "2026-11-26", "2026-11-27"), ("yesterday", "2026-11-25", "2026-11-26"), ("mon", "2026-11-23", "2026-11-24"),
            ("thu", "2026-11-26", "2026-11-27"), ("24/12", "2025-12-24", "2025-12-25"), ("lastmonth", "2026-10-01", "2026-11-01"),
            ("thismonth", "2026-11-01", "2026-12-01"), ("mon..wed", "2026-11-23", "2026-11-26"),
            ("1/11..30/11", "2026-11-01", "2026-12-01"), ("26/11..27/11", "2026-11-26", "2026-11-28"),
            ("25nov..30nov", "2026-11-25", "2026-12-01"), ("1/12..31/12", "2025-12-01", "2026-01-01"),
            ("1/12..10/1", "2025-12-01", "2026-01-11"), ("1/11/26..30/11/26", "2026-11-01", "2026-12-01"),
            ("<=30/11", nil, "2026-12-01"), ("..31/12/26", nil, "2027-01-01"), ("<1/12", nil, "2026-12-01"), (">=1/12", "2025-12-01", nil),
            ("29/2", "2024-02-29", "2024-03-01"),
        ] as [(String, String?, String?)])
    func days(_ value: String, _ from: String?, _ until: String?) throws {
        let span = Span(from: from.map(Self.day), until: until.map(Self.day))
        #expect(try conditions("came:\(value)") == [.arrived(span)])
        #expect(try conditions("changed:\(value)") == [.statusChanged(span)])
    }

    @Test(
        "calls are counted",
        arguments: [
            ("0", Span(from: 0, until: 1)), (">2", Span(from: 3)), (">=3", Span(from: 3)), ("<2", Span(until: 2)),
            ("1..3", Span(from: 1, until: 4)),
        ])
    func attempts(_ value: String, _ span: Span<Int>) throws {
        #expect(try conditions("attempts:\(value)") == [.attempts(span)])
    }

    @Test("calls are those of the user who asks, on these days, and behind @ in an hour of the day by the clocks of then")
    func called() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Rome"))
        let context = QueryContext(CallDateContext(now: Self.now, zone: zone), statuses: .standard, user: 7)
        func time(_ value: String) throws -> CallTime? {
            guard case .called(let time, by: 7) = try QueryParser.parse("called:\(value)", in: context).clauses.first?.conditions.first
            else {
                return nil
            }
            return time
        }
        func day(_ text: String) throws -> Date { try #require(CalendarDay(text)).instant(in: zone) }
        #expect(
            try time("lastmonth") == CallTime([ClockPeriod(start: day("2026-10-01"), end: day("2026-11-01"), offset: 0)]), "without an hour"
        )
        let change = try #require(zone.nextDaylightSavingTimeTransition(after: day("2026-10-01")))
        #expect(
            try time("lastmonth@9")
                == CallTime(
                    [
                        ClockPeriod(start: day("2026-10-01"), end: change, offset: 7200),
                        ClockPeriod(start: change, end: day("2026-11-01"), offset: 3600),
                    ], hour: 9))
        #expect(try time(">=2026-11-20@0") == CallTime([ClockPeriod(start: day("2026-11-20"), offset: 3600)], hour: 0))
        #expect(try time("<7d@23")?.periods.map(\.start) == [Self.now.addingTimeInterval(-7 * 86_400)])
    }

    @Test(
        "waiting is told in working hours: a day and a week are those of work",
        arguments: [
            ("<5m", Span(until: 300)), ("5m", Span(until: 300)), ("<=5m", Span(until: 301)), (">30s", Span(from: 31)),
            (">=2h", Span(from: 7200)), ("1m..5m", Span(from: 60, until: 300)), ("1d..", Span(from: 32_400)),
            ("<1w", Span(until: 5 * 32_400)),
        ])
    func waits(_ value: String, _ span: Span<Int>) throws {
        #expect(try conditions("waited:\(value)") == [.waited(span)])
        #expect(try conditions("waited:none") == [.waits])
    }

    @Test("names begin so, folded, and facts are facts")
    func namesAndFacts() throws {
        #expect(
            try conditions("sheet:Fair form:\"Kitchen form\" campaign:autumn page:bath by:Márco") == [
                .spreadsheet("fair"), .marked(.form, "kitchen form"), .marked(.campaign, "autumn"), .page("bath"), .author("marco"),
            ])
        #expect(try conditions("has:phone,note is:test -is:dnc") == [.trait(.phone), .marked(.note, ""), .trait(.test), .trait(.dnc)])
        #expect(try parse("rossi sort:next").order == SheetOrder(.field(.nextCallDate)))
        #expect(try parse("sort:-age").order == SheetOrder(.arrival, descending: false))
        #expect(try parse("sort:age").order == .newestFirst)
    }

    @Test(
        "what cannot be read is said in a sentence, with its place",
        arguments: [
            ("rossi stauts:new", "Did you mean status:?", 6..<16), ("zzzzz:bar", "The keys are status next", 0..<9),
            ("status:", "needs a value, such as status:new", 0..<7), ("status:xyz", "No status begins with \"xyz\"", 7..<10),
            ("next:blue", "\"blue\" is no day", 5..<9), ("next:28.13.", "\"28.13.\" is no day", 5..<11),
            ("attempts:x", "needs a number", 9..<10),
            ("sort:blue", "sort: takes one of", 5..<9), ("waited:<2mo", "\"2mo\" is no waiting time: 30s, 5m", 7..<11),
            ("rossi waited:5m..1m", "ends before it begins", 13..<19), ("waited:", "such as waited:<5m", 0..<7),
            ("called:<30d@24", "an hour from 0 to 23", 7..<14), ("called:@9", "days with a beginning", 7..<9),
            ("called:<today@9", "days with a beginning", 7..<15), ("called:blue@9", "\"blue\" is no day", 7..<13),
            ("has:wings", "none of these: phone", 4..<9), ("next:2026-12-24..2026-12-01", "ends before it begins", 5..<27),
            ("-sort:next", "turns it round", 0..<10), ("attempts:99999999999999999999", "needs a number", 9..<29),
        ])
    func faults(_ text: String, _ sentence: String, _ range: Range<Int>) {
        let fault = fault(text)
        #expect(fault?.sentence.contains(sentence) == true, "\(String(describing: fault))")
        #expect(fault?.range == range)
    }

    @Test("hostile text is text")
    func hostile() throws {
        let bidi = "ro\u{202E}ssi\u{200F}"
        #expect(try conditions(bidi) == [.words(SearchTerm(word: "rossi"))])
        for text in [
            "'; DROP TABLE customer; --", "%", "_", "\"", "'", "\u{0}", "status:\u{202E}new", "-", "--", ":", "::", ",", "a:", "-\"",
        ] {
            do throws(QueryFault) { _ = try parse(text) } catch { #expect(error.range.upperBound <= text.count) }
        }
        #expect(fault(Array(repeating: "a:b", count: 300).joined(separator: " "))?.sentence.isEmpty == false)
        #expect(fault(Array(repeating: "word", count: 300).joined(separator: " "))?.sentence.contains("1000 letters at most") == true)
        #expect(fault(Array(repeating: "ab", count: 300).joined(separator: " "))?.sentence.contains("40 pieces at most") == true)
        #expect(fault(String(repeating: "x", count: 1_000_000))?.sentence.contains("1000 letters at most") == true)
    }

    @Test("letters write the query, and take back what they wrote")
    func toggling() {
        var text = QueryText.toggled("", "status", "new")
        #expect(text == "status:new")
        text = QueryText.toggled(text, "status", "won")
        #expect(text == "status:new,won")
        text = QueryText.toggled("rossi \(text) has:phone", "status", "new")
        #expect(text == "rossi status:won has:phone")
        text = QueryText.toggled(text, "status", "won")
        #expect(text == "rossi has:phone")
        text = QueryText.toggled(text, "next", "<today", isOne: true)
        #expect(QueryText.toggled(text, "next", "none", isOne: true) == "rossi has:phone next:none")
        #expect(QueryText.values(text, of: "next") == ["<today"])
        #expect(QueryText.without("a sort:next b", "sort") == "a b")
    }

    @Test("the built-in views can be read", arguments: SavedView.builtIn)
    func builtIn(_ view: SavedView) throws {
        #expect(try !parse(view.query).clauses.isEmpty)
        #expect((1...SavedView.longestName).contains(view.name.count))
    }
}
