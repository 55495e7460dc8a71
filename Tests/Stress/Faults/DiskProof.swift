import EndToEndSupport
import Foundation
import TestSupport

/// The disk of the database is full for a while. On a server that is the disk of the tables: the server's log has another one, for without room for
/// its log a server ends.
struct DiskProof {
    let engine: ProofEngine

    func run(_ verdict: inout Verdict) async throws {
        guard SmallDisk.isAllowed else {
            return verdict.skip("disk full. It takes a small disk, and mounting one is not allowed here; run it as root.")
        }
        try await Workbench.use { bench in
            let (disk, data) = try await prepare(bench)
            defer { withExtendedLifetime(data) { disk.unmount() } }
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
            let said = try await stage.health(says: engine == .sqlite ? "The disk is full" : "The disk of the server is full")
            verdict.expect(try await stage.health().status == 503, "disk full: /healthz does not answer 503")
            // So long that no page of a table which is there has room for it.
            let note = "\((0..<100).map { _ in UUID().uuidString }.joined()) wants oak"
            try await desk.note(note)
            try await desk.saysCannotWrite(engine == .sqlite ? "the disk is full" : "the disk of the server is full")

            disk.free()
            let status = try await stage.post(5)
            verdict.expect(status == 200, "room again: a delivery was answered with \(status)")
            let recovery = try await stage.allHere()
            try await stage.healthIsGood()
            try await desk.savesNote(note)
            let notes = try await data.notes(note)
            verdict.expect(notes == 1, "room again: the note is there \(notes) times")
            verdict.figure(
                "disk full",
                "\(stage.acknowledged.count) acknowledged leads, all here \(recovery.inSeconds) after there was room; /healthz said: \(said)"
            )
        }
    }

    private func prepare(_ bench: Workbench) async throws -> (SmallDisk, ProofData) {
        switch engine {
        case .sqlite:
            let disk = try SmallDisk(at: "\(bench.folder)/disk", megabytes: 16)
            bench.environment["LEADSHEET_DATABASE"] = "\(disk.folder)/leadsheet.db"
            return (disk, .file("\(disk.folder)/leadsheet.db"))
        case .postgres:
            let (server, name) = (try PostgresServer(isDurable: true), "small_disk")
            let disk = try SmallDisk(at: "\(server.folder)/disk", megabytes: 48)
            try server.ask("CREATE TABLESPACE small LOCATION '\(disk.folder)'")
            try server.ask("CREATE DATABASE \(name) TABLESPACE small")
            try await bench.makeTables(server.address(name))
            return (disk, .database(name, server))
        }
    }
}
