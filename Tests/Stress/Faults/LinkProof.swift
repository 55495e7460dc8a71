import EndToEndSupport
import Foundation
import TestSupport

/// The cable to the server is pulled, and the server is started again, while leads come in and a person types.
struct LinkProof {
    let engine: ProofEngine
    private static let fault = "no connection"

    func run(_ verdict: inout Verdict) async throws {
        guard engine == .postgres else { return verdict.skip("link. Data in a file have none.") }
        guard FarPlace.isAllowed else {
            return verdict.skip("link. It takes a network namespace, and making one is not allowed here; run it as root.")
        }
        let place = try FarPlace()
        let server = try PostgresServer(isDurable: true, at: place)
        try server.makeDatabase("link")
        try await Workbench.use { bench in
            try await bench.makeTables(server.address("link"))
            bench.environment["LEADSHEET_DATABASE"] = server.address("link", at: place)
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            try await stage.serve()
            try await stage.post(3)
            _ = try await stage.allHere()
            let terminal = try await bench.terminal()
            try await terminal.enter("clear; leadsheet")
            try await terminal.shows("● live")
            try await terminal.shows("lead_0")
            try await pulled(place, terminal, stage, .database("link", server), &verdict)
            try await restarted(server, terminal, stage, &verdict)
            try await underLoad(place, terminal, stage, &verdict)
        }
    }

    /// While a note is typed: it is said, the text stays, and Enter saves it once when the cable is in again.
    private func pulled(
        _ place: FarPlace, _ terminal: Tmux, _ stage: LeadStage, _ data: ProofData, _ verdict: inout Verdict
    ) async throws {
        try await terminal.press("g", "+")
        try await terminal.type("half a sentence")
        try await terminal.shows("half a sentence")
        let began = ContinuousClock.now
        try place.pull()
        try await terminal.shows(Self.fault)
        let said = ContinuousClock.now - began
        let status = try? await stage.post(2)
        verdict.expect(status != 200, "link: a delivery was acknowledged that cannot be on the disk")
        try await terminal.press("Enter")
        try await terminal.screen("keep the text, and say what is wrong") { $0.contains("half a sentence") && $0.contains(Self.fault) }
        try place.plug()
        let plugged = ContinuousClock.now
        try await terminal.hides(Self.fault)
        let back = ContinuousClock.now - plugged
        try await terminal.press("Enter")
        let notes = try await data.notes("half a sentence")
        verdict.expect(notes == 1, "link: the note is there \(notes) times")
        try await goesOn(stage, "link", &verdict)
        verdict.figure("cable pulled", "said after \(said.inSeconds), gone \(back.inSeconds) after it was in again")
    }

    private func restarted(_ server: PostgresServer, _ terminal: Tmux, _ stage: LeadStage, _ verdict: inout Verdict) async throws {
        let began = ContinuousClock.now
        server.stop()
        try await terminal.shows(Self.fault)
        let said = ContinuousClock.now - began
        _ = try? await stage.post(2)
        server.start()
        let started = ContinuousClock.now
        try await terminal.hides(Self.fault)
        let back = ContinuousClock.now - started
        try await goesOn(stage, "server restarted", &verdict)
        verdict.figure("server restarted", "said \(said.inSeconds) after its end began, gone \(back.inSeconds) after it was there again")
    }

    /// Deliveries are taken again, all leads are here, and nothing is said to be wrong.
    private func goesOn(_ stage: LeadStage, _ what: String, _ verdict: inout Verdict) async throws {
        let status = try await stage.post(2)
        verdict.expect(status == 200, "\(what): a delivery after it was back was answered with \(status)")
        _ = try await stage.allHere()
        try await stage.healthIsGood()
    }

    /// Deliveries one after the other, and the cable out for some seconds again and again: what was acknowledged is there, once.
    private func underLoad(_ place: FarPlace, _ terminal: Tmux, _ stage: LeadStage, _ verdict: inout Verdict) async throws {
        let (before, first) = (stage.acknowledged.count, stage.sent)
        for seconds in [1, 4, 20] {
            for _ in 0..<10 { _ = try? await stage.post() }
            try place.pull()
            // On its own thread, so that a delivery may be under way then.
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: TimeInterval(seconds))
                try? place.plug()
            }
            for _ in 0..<4 { _ = try? await stage.post() }
        }
        try await Waiting.until {
            try await stage.post() == 200 ? true : nil
        } missing: {
            "No delivery was taken any more."
        }
        try await terminal.hides(Self.fault)
        let (recovery, posted) = (try await stage.allHere(), stage.sent - first)
        try await stage.healthIsGood()
        verdict.figure(
            "cable out for 1, 4, 20 s",
            "\(stage.acknowledged.count - before) of \(posted) leads acknowledged, each one customer \(recovery.inSeconds) later")
    }
}
