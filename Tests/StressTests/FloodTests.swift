import Foundation
import Testing

@testable import LeadsheetStress

@Suite("The flood proof")
struct FloodTests {
    /// The program is built as these tests are.
    private static let isSanitized = ["__asan_init", "__tsan_init"].contains { (name: String) in dlsym(nil, name) != nil }

    @Test("1,500 webhooks at once are all taken and become customers while a person works at the screens", .timeLimit(.minutes(30)))
    func quick() async throws {
        let verdict = try await FloodRun.run(FloodRun.Plan(events: 1500, connections: 16))
        // How long keys take is another matter beside other tests, and how much memory is taken under a sanitizer.
        #expect(verdict.misses.filter { !$0.hasPrefix("The key") && !(Self.isSanitized && $0.hasPrefix("The program took")) } == [])
    }

    @Test("a lead that is no customer at the end is a miss")
    func missing() {
        #expect(JournalCount(leads: 5, saved: 5, customers: 5).misses(of: 5) == [])
        #expect(JournalCount(leads: 5, saved: 5, customers: 4).misses(of: 5) == ["4 customers and 5 saved events came of 5 leads."])
        #expect(JournalCount(leads: 5, saved: 4, customers: 5).misses(of: 5) == ["5 customers and 4 saved events came of 5 leads."])
        #expect(JournalCount(leads: 4, saved: 4, customers: 4).misses(of: 5).count == 2)
    }

    @Test("the person at the screens tells the rows by name and phone number, whatever their age and however often a person asked")
    func rows() throws {
        let screen = GridScreen(
            """
             Leadsheet   1 Sheets   2 Calls   3 Feed   5 Meta
            ────────────────────────┬───────────
             SPREADSHEETS           │ Meta Ads Leads  /mar: 12 shown
            ▌Meta Ads Leads   1,204 │   AGE  NAME             PHONE              STATUS
                                    │▌ 0:42  María Rossi      +39 347 123 4567   new          today
                                    │  3:10  John Doe         +1 415 555 2671    new          today
            """)
        let spot = try #require(screen.spot)
        #expect(spot.person == "María +39 347 123 4567")
        #expect(spot.below == ["John +1 415 555 2671"])
        #expect(screen.title.contains("/mar: 12 shown"))
        let again = try #require(GridScreen("\n\n\n\n │▌ 0:49  María Ro… 1st  +39 347 123 4567   new          today").spot)
        #expect(!again.isElsewhere(than: spot))
        #expect(GridScreen("nothing").spot == nil)
    }

    @Test("the person at the screens sees that the selection has moved among the rows of one person, however often that one asked")
    func alike() throws {
        func spot(_ selected: Int, _ rows: String...) throws -> GridScreen.Spot {
            let lines = rows.enumerated().map { " Referrals   58 │\($0 == selected ? "▌" : " ") 0:4\($0)  \($1)   new          today" }
            return try #require(GridScreen((["", "", "", ""] + lines + ["", " Enter open   e edit"]).joined(separator: "\n")).spot)
        }
        let (li, liMany, bo) = ("Li              +39 347 123 4567", "Li         50+  +39 347 123 4567", "Bo              +1 415 555 2671")
        let before = try spot(1, bo, li, liMany, li, bo)
        #expect(try spot(2, bo, liMany, liMany, li, bo).isElsewhere(than: before))
        #expect(try before.isElsewhere(than: spot(2, bo, li, liMany, li, bo)))
        #expect(try !spot(2, li, bo, liMany, li, li).isElsewhere(than: before), "somebody arrived above")
    }
}
