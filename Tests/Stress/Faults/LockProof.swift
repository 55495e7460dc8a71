import Foundation
import EndToEndSupport
import TestSupport

/// Another program has the database locked for a while.
struct LockProof {
    let engine: ProofEngine

    func run(_ verdict: inout Verdict) async throws {
        try await engine.use { bench, data in
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            try await stage.serve()
            let desk = try await FaultDesk(bench)
            try await stage.post(5)
            _ = try await stage.allHere()

            // For longer than anybody waits; these are acknowledged, and being fetched when it begins.
            stage.graph.follow { $0.edge == nil && $0.object.hasPrefix("lead") ? .silence : .good }
            try await stage.post(5)
            try await Waiting.until {
                stage.graph.questions(for: "lead_9") > 0 ? true : nil
            } missing: {
                "The leads were not asked for."
            }
            let lock = try DatabaseLock(data)
            stage.graph.follow { _ in .good }
            try await desk.change()
            let start = ContinuousClock.now
            let status = try await stage.post(5)
            let waited = ContinuousClock.now - start
            verdict.expect(status == 503, "locked: a delivery was answered with \(status)")
            let said = try await stage.health(says: "kept the database locked")
            try await desk.saysCannotWrite("another program has kept the database locked")
            try lock.release()
            try await stage.post(5)
            let recovery = try await stage.allHere()
            try await stage.healthIsGood()
            try await desk.canWrite()

            // For a moment only: whoever writes meanwhile waits for it, and is not refused.
            let short = try DatabaseLock(data)
            // On a thread of its own: a task gets on when other tests let it, and whoever writes waits for 5 s.
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 1)
                try? short.release()
            }
            let late = try await stage.post(5)
            verdict.expect(late == 200, "locked for a second: a delivery was answered with \(late)")
            _ = try await stage.allHere()
            verdict.figure(
                "database locked",
                "refused after \(waited.inSeconds); \(stage.acknowledged.count) acknowledged leads, all here \(recovery.inSeconds) after the lock; /healthz said: \(said)"
            )
        }
    }
}
