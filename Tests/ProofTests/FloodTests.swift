import Testing

@testable import LeadsheetProof

@Suite("The flood proof")
struct FloodTests {
    @Test("1,500 webhooks at once are all taken and become customers while a person works at the screens", .timeLimit(.minutes(5)))
    func quick() async throws {
        let verdict = try await FloodRun.run(FloodRun.Plan(events: 1500, connections: 16))
        #expect(verdict.misses.filter { !$0.hasPrefix("The key") } == [])
    }

    @Test("the person at the screens tells the rows by name and phone number, whatever their age and however often a person asked")
    func rows() {
        let screen = GridScreen(
            """
             Leadsheet   1 Sheets   2 Feed   3 Meta
            ────────────────────────┬───────────
             SPREADSHEETS           │ Meta Ads Leads  /mar: 12 shown
            ▌Meta Ads Leads   1,204 │   AGE  NAME             PHONE              STATUS
                                    │▌ 0:42  María Rossi      +39 347 123 4567   new          today
                                    │  3:10  John Doe         +1 415 555 2671    new          today
            """)
        #expect(screen.selectedPerson == "María +39 347 123 4567")
        let again = GridScreen("\n\n\n\n │▌ 0:49  María Ro… 1st  +39 347 123 4567   new          today")
        #expect(again.selectedPerson == screen.selectedPerson)
        #expect(screen.title.contains("/mar: 12 shown"))
        #expect(GridScreen("nothing").selectedPerson == nil)
    }
}
