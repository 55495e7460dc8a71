import CRM
import Foundation
import Testing

@Suite("the time in another country")
struct CountryTimesTests {
    private let times = CountryTimes(
        zoneTable: """
            # a comment
            IT	+4154+01229	Europe/Rome
            DE	+5230+01322	Europe/Berlin	most of Germany
            DE	+4742+00841	Europe/Busingen	Busingen
            US	+404251-0740023	America/New_York	Eastern (most areas)
            US	+340308-1181434	America/Los_Angeles	Pacific
            XX	+0000+00000	Mars/Olympus
            nonsense
            """)

    @Test(
        "what the clocks show there, where all of the country has the same time",
        arguments: [
            ("IT", "2026-11-26T13:32:00Z", "14:32"), ("IT", "2026-07-01T13:32:00Z", "15:32"), ("DE", "2026-11-26T13:32:00Z", "14:32"),
        ])
    func known(code: String, moment: String, time: String) throws {
        #expect(times.time(in: try #require(Country(code)), at: Moments.utc(moment))?.description == time)
    }

    @Test("a country of several times, and one that is not known, are said nothing of", arguments: ["US", "XX", "FR"])
    func unknown(code: String) throws {
        #expect(times.time(in: try #require(Country(code)), at: Moments.monday) == nil)
    }
}
