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
            // As Excel shows and writes them.
            ("5-Dec-26", "2026-12-05"), ("5-Dec-2026", "2026-12-05"), ("05-Dec", "2026-12-05"), ("5-Oct-2027 9:30", "2027-10-05 09:30"),
            ("5-Dec-26 14:30:15", "2026-12-05 14:30"), ("20261205", "2026-12-05"), ("5/12/2026 9.30", "2026-12-05 09:30"),
            ("5.12.2026 9.30.00", "2026-12-05 09:30"), ("2026-12-05 6:00", "2026-12-05 06:00"), ("5 dec 2026 6:00", "2026-12-05 06:00"),
            ("5. Dezember 2026", "2026-12-05"), ("5 dic 2026", "2026-12-05"), ("5 de diciembre de 2026", "2026-12-05"),
            ("5 dic 2026 10:30:15", "2026-12-05 10:30"), ("5. Dezember 2026 9.30", "2026-12-05 09:30"),
            ("2026年12月5日", "2026-12-05"), ("2026年12月5日 9:30", "2026-12-05 09:30"),
            // With the day of the week, and words between.
            ("Thursday, December 31, 2026", "2026-12-31"), ("Do 31.12.2026", "2026-12-31"), ("Do., 31. Dez. 2026", "2026-12-31"),
            ("jue 31 dic", "2026-12-31"), ("jeu. 31 déc. 2026", "2026-12-31"), ("чт, 31 декабря 2026", "2026-12-31"),
            ("to 31.12.2026 9.30", "2026-12-31 09:30"), ("31.12.2026, 09:30 Uhr", "2026-12-31 09:30"),
            ("Donnerstag, 31. Dezember 2026 um 14.30 Uhr", "2026-12-31 14:30"), ("31.12.2026 um 14.30", "2026-12-31 14:30"),
            ("31 décembre 2026 à 14h30", "2026-12-31 14:30"), ("31.12.2026 14 h", "2026-12-31 14:00"),
            ("31st December", "2026-12-31"), ("December 31st, 2026", "2026-12-31"), ("1er janvier 2027", "2027-01-01"),
            ("Thu, 31 Dec 2026 09:30:00 GMT", "2026-12-31 10:30"), ("Thu, 31 Dec 2026 23:30:00 +0000", "2027-01-01 00:30"),
            ("2026. 12. 31.", "2026-12-31"), ("2026.12.31.", "2026-12-31"), ("2026. december 31. 9:30", "2026-12-31 09:30"),
            // A day without a time, as Excel and databases write it.
            ("05/12/2026 0:00", "2026-12-05"), ("2026-12-05 00:00", "2026-12-05"), ("2026-12-05 0:00:00", "2026-12-05"),
            ("2026-12-05T00:00:00Z", "2026-12-05"), ("2026-12-04T23:00:00Z", "2026-12-05"), ("2026-12-05 12:00:00 AM", "2026-12-05"),
            ("5-Dec-26 0:00", "2026-12-05"),
        ])
    func calls(text: String, wanted: String) {
        #expect(dates().call(text)?.description == wanted)
    }

    @Test(
        "a time may have a cell of its own, in which midnight is a time",
        arguments: [
            ("2026-12-05", "9:30", "2026-12-05 09:30"), ("05/12/2026 0:00", "9.30", "2026-12-05 09:30"),
            ("2026-12-05", "00:00", "2026-12-05 00:00"), ("2026-12-05 09:30", "09:30", "2026-12-05 09:30"),
            ("2026-12-05 09:30", "10:00", nil), ("2026-12-05", "soon", nil),
        ] as [(String, String, String?)])
    func times(day: String, time: String, wanted: String?) {
        #expect(dates().call(day, time: time)?.description == wanted)
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
        arguments: [
            "########", "46053.4E+2", "2027-02-30", "31/13/2027", "2027-01-31T25:00", "soon", "2027-01-31T09:00:00+99:00",
            "1/1/1900", "1900-01-01", "9999-12-31", "31/12/9999", "2200-01-01", "19991231", "1-Jan-1900", "5 dec 2026 25:00:00",
            "Mo 31.12.2026", "Do 9:30", "Do", "Fri, 31 Dec 2026 09:30:00 GMT", "5 dec 2026 9:30:15 x", "soon 9.30", "Dec-05-2026",
            "5-X-2026",
        ])
    func none(text: String) {
        #expect(dates().call(text) == nil)
    }

    @Test(
        "a decimal in the column of times is no time: nobody knows of what it is a share",
        arguments: ["14.3", "9.5", "0.5", "0.25", "14,3", "0,5", "12.0"])
    func share(time: String) {
        #expect(dates().call("31.12.2026", time: time) == nil && dates().call("31.12.2026 \(time)") == nil)
        #expect(dates().instant("2026-12-31 \(time)") == nil)
    }

    @Test("minutes of two figures behind a point are a time", arguments: [("14.30", "14:30"), ("9.05", "09:05"), ("00.25", "00:25")])
    func points(time: String, wanted: String) {
        #expect(dates().call("31.12.2026", time: time)?.description == "2026-12-31 \(wanted)")
    }

    @Test(
        "moments keep their seconds and their offset",
        arguments: [
            ("2026-09-12T15:05:13+05:30", 1_789_205_713), ("2026-09-12T09:35:13.000Z", 1_789_205_713),
            ("2026-09-12 10:35:13", 1_789_205_713), ("Sat, 12 Sep 2026 09:35:13 GMT", 1_789_205_713),
        ])
    func moments(text: String, wanted: Double) {
        #expect(dates().instant(text) == Date(timeIntervalSince1970: wanted))
    }
}
