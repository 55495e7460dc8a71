import Foundation
import MetaLeads
import Testing

@testable import LeadsheetStress

/// The quick part of `faults`, with the real program.
@Suite("Faults", .serialized)
struct FaultsTests {
    private func holds(_ proof: (inout Verdict) async throws -> Void) async throws {
        var verdict = Verdict()
        try await proof(&verdict)
        #expect(verdict.misses == [])
    }

    @Test(
        "a full disk loses no acknowledged lead, is said, and passes without a hand",
        .enabled(if: SmallDisk.isAllowed, "mounting a small disk is not allowed here"), arguments: ProofEngine.here)
    func disk(_ engine: ProofEngine) async throws { try await holds { try await DiskProof(engine: engine).run(&$0) } }

    @Test(
        "a database that another program has locked loses no acknowledged lead, is said, and passes without a hand",
        arguments: ProofEngine.here)
    func lock(_ engine: ProofEngine) async throws { try await holds { try await LockProof(engine: engine).run(&$0) } }

    @Test("while nobody answers in Meta's place the leads wait, and come in by themselves")
    func outage() async throws { try await holds { try await OutageProof(attempts: 1, engine: .sqlite).run(&$0) } }

    @Test("answers that are none, and errors of each kind, end as their class wants")
    func answers() async throws {
        let names = ["cut", "html", "flood", "2-with-200", "190-463", "200", "100-33", "2635"]
        let faults = (MetaFault.transport + MetaFault.classes).filter { names.contains($0.name) }
        #expect(faults.count == names.count)
        try await holds { try await MetaProof(faults: faults, isPatient: false, engine: .sqlite).run(&$0) }
    }

    @Test("an answer that comes byte by byte is given up in time")
    func trickle() async throws {
        let graph = try ScriptedGraph()
        defer { graph.close() }
        graph.follow { _ in .trickle(milliseconds: 50) }
        let client = try GraphClient(baseURL: "http://127.0.0.1:\(graph.port)", timeout: .milliseconds(500))
        await #expect {
            _ = try await client.lead("lead_1", access: PageAccess(accessToken: "token.page_1.first", appSecret: nil), fields: .full)
        } throws: { error in
            (error as? GraphFailure)?.kind == .unreachable && (error as? GraphFailure)?.message == "Meta did not answer in time."
        }
        await client.shutdown()
    }
}
