import ArgumentParser
import Testing

@testable import LeadsheetProof

@Suite("A proof's verdict")
struct VerdictTests {
    @Test("what does not hold ends the proof with a failure")
    func miss() {
        var verdict = Verdict()
        verdict.figure("events", "3")
        verdict.expect(true, "never said")
        #expect(throws: Never.self) { try verdict.conclude() }
        verdict.expect(false, "one lead is missing")
        #expect(verdict.misses == ["one lead is missing"])
        #expect(throws: ExitCode.failure) { try verdict.conclude() }
    }
}
