import Dispatch
import Foundation

/// How tests wait: for what should appear, with a deadline, never for a fixed time.
package enum Waiting {
    /// What did not come in time, with what was there instead.
    package struct NotSeen: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// Long enough for a machine that builds something else meanwhile; a test that passes never waits so long.
    package static let patience: Duration = .seconds(300)

    /// Asks until there is an answer, and gives it. Throws with the sentence of `missing` when there is none in time. Between two
    /// looks at something outside this process, which tells nobody when it changes, there is a pause of `beat`; no test relies on how
    /// long it is.
    @discardableResult
    package static func until<Answer>(
        within patience: Duration = patience, beat: Duration = .milliseconds(20), _ ask: () async throws -> Answer?,
        missing: () async -> String
    ) async throws -> Answer {
        let end = ContinuousClock.now + patience
        while true {
            // An answer may be of long before the end although it was begun just before it: only one that begins after it is the last.
            let isLast = ContinuousClock.now >= end
            if let answer = try await ask() { return answer }
            guard !isLast else { throw NotSeen(description: await missing()) }
            try await span(beat)
        }
    }

    /// Lets a span of time pass in which something is measured, for what is a matter of time itself (what an idle minute costs).
    /// Task.sleep would wake up on the threads that all tests share, whenever these come to it.
    package static func span(_ span: Duration) async throws {
        await withCheckedContinuation { done in
            timers.asyncAfter(deadline: .now() + span / .seconds(1)) { done.resume() }
        }
        try Task.checkCancellation()
    }

    private static let timers = DispatchQueue(label: "bench-timers")
}
