import Foundation
import EndToEndSupport

/// The wall's clock jumps while leads wait.
struct ClockProof {
    let engine: ProofEngine
    private static let day: Int64 = 86400

    func run(_ verdict: inout Verdict) async throws {
        try await engine.use { bench, _ in
            guard let clock = try await ClockShim(in: bench.folder) else {
                return verdict.skip("a clock that jumps. It takes Linux and a C compiler (clang, cc or gcc in PATH).")
            }
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            let server = try await stage.serve(with: clock.environment)
            try await stage.post(3)
            _ = try await stage.allHere()

            for (name, offset) in [
                ("3 days back", -3 * Self.day), ("40 days on", 37 * Self.day), ("5 hours back", 37 * Self.day - 18_000),
                ("to the right time", 0),
            ] {
                // A lead waits for its second attempt when the clock jumps.
                let lead = try await waiting(stage)
                try clock.set(to: offset)
                stage.graph.follow { _ in .good }
                let recovery = try await stage.allHere()
                verdict.expect(recovery < .seconds(60), "clock \(name): the lead \(lead) came after \(recovery.inSeconds)")
                let status = try await stage.post(2)
                verdict.expect(status == 200, "clock \(name): a delivery was answered with \(status)")
                _ = try await stage.allHere()
                try await stage.healthIsGood()
                verdict.figure("clock \(name)", "the waiting lead was here \(recovery.inSeconds) later")
            }

            // Set back while the program does not run.
            try clock.set(to: 4 * Self.day)
            _ = try await waiting(stage)
            server.signal(SIGTERM)
            try await server.end()
            try clock.set(to: 0)
            stage.graph.follow { _ in .good }
            try await stage.serve(with: clock.environment)
            let recovery = try await stage.allHere()
            verdict.expect(recovery < .seconds(60), "clock set back between two starts: the lead came after \(recovery.inSeconds)")
            verdict.figure(
                "clock 4 days back between two starts",
                "the waiting lead was here \(recovery.inSeconds) later, \(stage.acknowledged.count) leads in all")
        }
    }

    /// A new lead whose first attempt has failed.
    private func waiting(_ stage: LeadStage) async throws -> String {
        stage.graph.follow { $0.edge == nil && $0.object.hasPrefix("lead") ? .hangUp : .good }
        try await stage.post()
        let lead = "lead_\(stage.sent - 1)"
        try await stage.event(lead) { $0.state == "waiting" }
        return lead
    }
}
