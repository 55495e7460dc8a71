import Foundation
import EndToEndSupport

/// The disk of the database is full for a while.
struct DiskProof {
    let engine: ProofEngine

    func run(_ verdict: inout Verdict) async throws {
        guard engine == .sqlite else { return verdict.skip("disk full. The disk of a server is not this program's to fill.") }
        guard SmallDisk.isAllowed else {
            return verdict.skip("disk full. It takes a small disk, and mounting one is not allowed here; run it as root.")
        }
        try await Workbench.use { bench in
            let disk = try SmallDisk(at: "\(bench.folder)/disk", megabytes: 16)
            defer { disk.unmount() }
            bench.environment["LEADSHEET_DATABASE"] = "\(disk.folder)/leadsheet.db"
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            try await stage.serve()
            let desk = try await FaultDesk(bench)
            try await stage.post(5)
            _ = try await stage.allHere()

            // These are acknowledged, and being fetched when the disk is full.
            stage.graph.follow { $0.edge == nil && $0.object.hasPrefix("lead") ? .silence : .good }
            try await stage.post(5)
            try await Waiting.until {
                stage.graph.questions(for: "lead_9") > 0 ? true : nil
            } missing: {
                "The leads were not asked for."
            }
            try disk.fill()
            stage.graph.follow { _ in .good }
            // What the log has room for is still taken, and counts.
            var refused = 0
            for _ in 0..<500 where refused < 5 {
                let status = try await stage.post(50)
                verdict.expect(status == 200 || status == 503, "disk full: a delivery was answered with \(status)")
                if status == 503 { refused += 1 }
            }
            verdict.expect(refused == 5, "disk full: every delivery was taken, \(stage.acknowledged.count) leads")
            let said = try await stage.health(says: "The disk is full")
            verdict.expect(try await stage.health().status == 503, "disk full: /healthz does not answer 503")
            try await desk.change()
            try await desk.saysCannotWrite("the disk is full")

            disk.free()
            let status = try await stage.post(5)
            verdict.expect(status == 200, "room again: a delivery was answered with \(status)")
            let recovery = try await stage.allHere()
            try await stage.healthIsGood()
            try await desk.canWrite()
            verdict.figure(
                "disk full",
                "\(stage.acknowledged.count) acknowledged leads, all here \(recovery.inSeconds) after there was room; /healthz said: \(said)"
            )
        }
    }
}
