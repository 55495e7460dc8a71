import Foundation
import Testing

@testable import CRM

@Suite("dates in files") struct ImportDateTests {
    private func dates(dayFirst: Bool = true) -> ImportDate {
        ImportDate(
            context: CallDateContext(
                now: Date(timeIntervalSince1970: 1_795_700_000), zone: TimeZone(secondsFromGMT: 3600) ?? .gmt, dayFirst: dayFirst))
    }

    @Test(
        "what programs and people write is a next call",
        arguments: [
            ("2027-01-31", "2027-01-31"), ("2027-01-31 09:00:00", "2027-01-31 09:00"), ("2027-01-31T09:00", "2027-01-31 09:00"),
            ("2027-01-31T09:00:00Z", "2027-01-31 10:00"), ("2027-01-31T23:30:00.000+00:00", "2027-02-01 00:30"),
            ("2027-01-31T09:00:00-0500", "2027-01-31 15:00"),
            ("31.01.2027", "2027-01-31"), ("31/01/2027", "2027-01-31"), ("31/1/2027 9:30", "2027-01-31 09:30"),
            ("31-01-2027", "2027-01-31"),
            ("2027/01/31", "2027-01-31"), ("31.01.27", "2027-01-31"), ("31/01/2027 3:05 PM", "2027-01-31 15:05"),
            ("31 jan 2027", "2027-01-31"),
        ])
    func calls(text: String, wanted: String) {
        #expect(dates().call(text)?.description == wanted)
    }

    @Test("where the month stands first, slashes say so and dots do not")
    func monthFirst() {
        #expect(dates(dayFirst: false).call("01/31/2027")?.description == "2027-01-31")
        #expect(dates(dayFirst: false).call("31.01.2027")?.description == "2027-01-31")
        #expect(dates(dayFirst: false).call("31/01/2027") == nil)
    }

    @Test(
        "a file's own dates show which number is the day",
        arguments: [
            (["1/2/2027", "31/1/2027"], true), (["1/2/2027", "1/31/2027 9:30"], false), (["1/2/2027"], nil),
            (["31/1/2027", "1/31/2027"], nil), (["2027/1/31", ""], nil),
        ] as [([String], Bool?)])
    func order(texts: [String], wanted: Bool?) {
        #expect(ImportDate.dayFirst(in: texts) == wanted)
    }

    @Test(
        "what is no day is none",
        arguments: ["########", "46053.4E+2", "2027-02-30", "31/13/2027", "2027-01-31T25:00", "soon", "2027-01-31T09:00:00+99:00"])
    func none(text: String) {
        #expect(dates().call(text) == nil)
    }

    @Test(
        "moments keep their seconds and their offset",
        arguments: [
            ("2026-09-12T15:05:13+05:30", 1_789_205_713), ("2026-09-12T09:35:13.000Z", 1_789_205_713),
            ("2026-09-12 10:35:13", 1_789_205_713),
        ])
    func moments(text: String, wanted: Double) {
        #expect(dates().instant(text) == Date(timeIntervalSince1970: wanted))
    }
}
