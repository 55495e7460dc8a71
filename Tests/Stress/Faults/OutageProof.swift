import Foundation
import EndToEndSupport

/// Meta's API is away altogether for a while: connections are refused.
struct OutageProof {
    /// How many attempts fail before it is back: the second is a minute after the first.
    let attempts: Int
    let engine: ProofEngine

    func run(_ verdict: inout Verdict) async throws {
        try await engine.use { bench, _ in
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            try await stage.serve()
            try await stage.post(3)
            _ = try await stage.allHere()

            stage.graph.close()
            for _ in 0..<3 {
                let status = try await stage.post()
                verdict.expect(status == 200, "Graph down: an event was answered with \(status)")
            }
            try await stage.event("lead_5", within: LeadStage.patience) { $0.state == "waiting" && $0.attempts >= attempts }
            let said = try await stage.health(says: "The connection was refused")
            verdict.expect(said.contains("Check this machine's network"), "Graph down: the health names no remedy: \(said)")

            try stage.graph.open()
            try await stage.post(3)
            let recovery = try await stage.allHere()
            try await stage.healthIsGood()
            verdict.figure(
                "Graph down", "\(stage.acknowledged.count) leads, all here \(recovery.inSeconds) after it was back; /healthz said: \(said)")
        }
    }
}
