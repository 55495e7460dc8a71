import Testing

@testable import CRM

@Suite("names of months") struct MonthNamesTests {
    @Test(
        "a month is known in many languages, whole and cut short",
        arguments: [
            ("Dezember", 12), ("dic", 12), ("février", 2), ("août", 8), ("gennaio", 1), ("lug", 7), ("mrt", 3), ("sierpnia", 8),
            ("června", 6),
            ("července", 7), ("Ağustos", 8), ("joulukuuta", 12), ("noiembrie", 11), ("szept", 9), ("desember", 12), ("мая", 5),
            ("грудня", 12), ("Μαΐου", 5), ("ديسمبر", 12), ("בדצמבר", 12), ("मार्च", 3), ("sept", 9),
        ])
    func known(name: String, month: Int) {
        #expect(MonthNames.month(SearchText.fold(name)) == month)
    }

    @Test(
        "a date with a month of any language is never called wrong while it is typed",
        arguments: [
            "Dezember", "février", "août", "juillet", "sierpnia", "července", "Ağustos", "joulukuuta", "noiembrie", "травня", "Μαΐου",
            "ديسمبر",
            "मार्च", "wrzesień", "toukokuuta", "elokuuta", "enero", "sept.", "déc.",
        ])
    func typing(name: String) {
        for text in ["5 \(name) 2027 9:30", "5. \(name) 2027", "5-\(name)-27", "5\(name) 27", "5/\(name)/2027 17:30"] {
            for end in text.indices {
                let start = String(text[...end])
                if case .wrong(let sentence) = CallDateParser.parse(start, in: Moments.context()) { Issue.record("\(start): \(sentence)") }
            }
            guard case .resolved(let call, _) = CallDateParser.parse(text, in: Moments.context()) else {
                Issue.record("\(text) is no date")
                continue
            }
            #expect(call.day.year == 2027 && call.day.day == 5)
        }
    }

    @Test("a beginning of two months, and one of two letters, is none", arguments: ["jui", "cerve", "de", "ma", "x", "", "decx"])
    func unknown(start: String) {
        #expect(MonthNames.month(start) == nil)
    }

    @Test("English counts first: its months and their beginnings are what they were")
    func english() {
        for (index, name) in CalendarNames.months.enumerated() {
            #expect(MonthNames.month(name.lowercased()) == index + 1)
            #expect(MonthNames.month(name.lowercased().prefix(3)) == index + 1)
        }
    }

    @Test("no word of the shorthand is a month in some language")
    func shorthand() {
        let words = Set(CallDateWords.days.keys).union(CallDateWords.units.keys).union(CallDateWords.times.keys)
        #expect(words.intersection(MonthNames.words) == [])
    }
}
