import ArgumentParser
import Testing

@testable import LeadsheetStress

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

    @Test("a part that was left out is told, and fails the proof when it was asked for by name")
    func skip() {
        var all = Verdict()
        all.skip("a full disk")
        #expect(all.skips == ["a full disk"])
        #expect(throws: Never.self) { try all.conclude() }
        var named = Verdict(maySkip: false)
        named.skip("a full disk")
        #expect(named.skips == ["a full disk"])
        #expect(throws: ExitCode.failure) { try named.conclude() }
    }
}
