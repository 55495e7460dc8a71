import Testing

@testable import LeadsheetStress

@Suite("The strangers proof")
struct StrangersTests {
    /// How long answers take is another matter beside other tests; that each is one is not.
    @Test(
        "beside what strangers send every signed webhook is taken and becomes a customer", .timeLimit(.minutes(30)),
        arguments: [
            "marks in a nested key", "places held by few requests", "large bodies held", "crumbs", "empty entries",
        ])
    func quick(_ name: String) async throws {
        var verdict = Verdict()
        let attacks = StrangerAttack.all.filter { $0.name == name }
        #expect(attacks.count == 1)
        try await StrangersProof(attacks: attacks, time: .seconds(2), slowest: nil).run(&verdict)
        #expect(verdict.misses == [])
    }
}
