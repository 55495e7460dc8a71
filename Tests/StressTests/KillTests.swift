import Testing

@testable import LeadsheetStress

@Suite("The kill proof")
struct KillTests {
    @Test(
        "serve killed eight times under a stream of webhooks loses no acknowledged lead and doubles none", .timeLimit(.minutes(30)),
        arguments: ProofEngine.here)
    func quick(_ engine: ProofEngine) async throws {
        let verdict = try await KillRun.run(KillRun.Plan(engine: engine, kills: 8, senders: 3, leadsPerRound: 30, withScreens: false))
        #expect(verdict.misses == [])
        let kills = verdict.figures.first { $0.name == "kills of serve" }?.value
        #expect(kills?.hasPrefix("8: ") == true)
    }

    @Test(
        "somebody at the desk killed ten times loses no act that was done, and one undo takes back what was done in part",
        .timeLimit(.minutes(30)))
    func desk() async throws {
        let verdict = try await DeskKills.run(kills: 10, seed: 1)
        #expect(verdict.misses == [])
        #expect(verdict.figures.first?.value == "10")
    }

    @Test("a lead that is missing, doubled, unknown or at another user is told")
    func tally() {
        let tally = LeadTally(sent: ["1": "ana", "2": "ben", "3": "ana", "4": "ana"], acknowledged: ["1", "2", "3"])
        func row(_ lead: String?, _ user: String) -> LeadTally.Row { .init(lead: lead, user: user) }
        #expect(tally.differences([row("1", "ana"), row("2", "ben"), row("3", "ana")]) == [])
        // It was sent and not acknowledged: it may be there.
        #expect(tally.differences([row("1", "ana"), row("2", "ben"), row("3", "ana"), row("4", "ana")]) == [])
        #expect(
            tally.differences([row("1", "ana"), row("1", "ana"), row("2", "ana"), row("5", "ana"), row(nil, "ana")]) == [
                "1 acknowledged leads are not there, such as 3.", "1 leads are there more than once, such as 1.",
                "2 customers were never sent, such as 5, a customer without a lead.", "1 leads are at another user, such as 2.",
            ])
    }
}
