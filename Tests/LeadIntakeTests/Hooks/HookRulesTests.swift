import CRM
import Foundation
import Testing

@testable import LeadIntake

@Suite struct HookRulesTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)
    private let failure = HookResult.failed(reason: "exit status 3", said: "")

    @Test("after each failure it waits longer, and after the sixth it is given up")
    func pauses() {
        let ends = (0...6).map { HookRules.end(failure, tries: $0, at: now) }
        let waits = ends.map { end in
            if case .again(let at, _)? = end { at.timeIntervalSince(now) } else { nil as Double? }
        }
        #expect(waits == [10, 60, 600, 3600, 21600, nil, nil])
        #expect(ends[5] == .failed(error: "exit status 3") && ends[6] == .failed(error: "exit status 3"))
    }

    @Test("success is an end at any time, and a run that was called off is none")
    func others() {
        #expect(HookRules.end(.done, tries: 9, at: now) == .done)
        #expect(HookRules.end(.calledOff, tries: 0, at: now) == nil)
    }

    @Test("what the command said is one line without what a terminal obeys")
    func said() {
        let result = HookResult.failed(reason: "exit status 1", said: "no \u{1B}[31mprinter\u{202E}\nat all\n")
        #expect(HookRules.end(result, tries: 9, at: now) == .failed(error: "exit status 1: no \u{FFFD}[31mprinter\u{FFFD} at all"))
    }
}
