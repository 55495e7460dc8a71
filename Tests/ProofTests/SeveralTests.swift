import Testing

@testable import LeadsheetProof

/// The quick part of `several`, with the real program. How fast changes are seen is the deep run's to judge.
@Suite("Several")
struct SeveralTests {
    @Test("three screens and a command write the same customers, and no edit is lost")
    func together() async throws {
        var verdict = Verdict()
        try await SeveralProof(rounds: 4, limit: .seconds(60)).run(&verdict)
        #expect(verdict.misses == [])
    }
}
