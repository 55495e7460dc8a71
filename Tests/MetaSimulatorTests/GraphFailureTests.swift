import Foundation
import MetaLeads
import MetaSimulator
import Testing

struct GraphFailureTests {
    @Test("an unknown token is refused with HTTP 400 and code 190")
    func unknownToken() async throws {
        try await Scene.run { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            let failure = await scene.failure(id, PageAccess(accessToken: "EAAnobodyKnowsThisToken"))
            #expect(failure?.kind == .tokenRefused)
            #expect(failure?.code == 190)
            #expect(failure?.status == 400)
        }
    }

    @Test("a token expires and is renewed while the simulator runs, for all pages or for one")
    func expiredToken() async throws {
        try await Scene.run(faults: SimulatorFaults(expiredToken: true)) { scene in
            let ids = scene.simulator.makeLeads(2).map(\.id)
            let failure = await scene.failure(ids[0])
            #expect(failure?.kind == .tokenRefused)
            #expect(failure?.subcode == 463)
            let facts = try await scene.graph.debugToken(access: scene.access())
            #expect(!facts.value.isValid)
            #expect(facts.value.problem?.contains("expired") == true)
            scene.simulator.faults = SimulatorFaults(expiredPages: [Scene.pages[1].id])
            #expect(await scene.failure(ids[0]) == nil)
            #expect(await scene.failure(ids[1], scene.access(1))?.subcode == 463)
        }
    }

    @Test("an exhausted quota says how many minutes to wait")
    func rateLimited() async throws {
        try await Scene.run(faults: SimulatorFaults(rateLimited: true, minutesToRegainAccess: 19)) { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            let failure = await scene.failure(id)
            #expect(failure?.kind == .rateLimited)
            #expect(failure?.code == 80005)
            #expect(failure?.retryAfter == .seconds(19 * 60))
            scene.simulator.faults = SimulatorFaults(appLimited: true)
            #expect(await scene.failure(id)?.code == 4)
        }
    }

    @Test("a lead that does not exist, or is another page's, is a missing object")
    func missing() async throws {
        try await Scene.run { scene in
            let ids = scene.simulator.makeLeads(2).map(\.id)
            for id in [WebhookBody.dashboardLeadID, "lead_abc123", ids[1]] {
                let failure = await scene.failure(id)
                #expect(failure?.kind == .objectMissing)
                #expect(failure?.subcode == 33)
                #expect(failure?.message.contains(id) == true)
            }
        }
    }

    @Test("a proof of the wrong secret is refused, and so is none where the page wants one")
    func proofs() async throws {
        try await Scene.run { scene in
            let ids = scene.simulator.makeLeads(2).map(\.id)
            let wrong = PageAccess(accessToken: Scene.pages[0].accessToken, appSecret: "another secret")
            #expect(await scene.failure(ids[0], wrong)?.kind == .proofRefused)
            #expect(await scene.failure(ids[0], scene.access(0, proof: false)) == nil)
            #expect(await scene.failure(ids[1], scene.access(1, proof: false))?.kind == .proofRefused)
            #expect(await scene.failure(ids[1], scene.access(1)) == nil)
        }
    }

    @Test("a refused field fails the whole read, and the minimal fields still work")
    func refusedField() async throws {
        try await Scene.run(faults: SimulatorFaults(refusedFields: ["ad_name"])) { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            #expect(await scene.failure(id)?.kind == .fieldRefused)
            #expect(await scene.failure(id, fields: .minimal) == nil)
        }
    }

    @Test("a missing permission is named")
    func permission() async throws {
        try await Scene.run(faults: SimulatorFaults(permissionMissing: true)) { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            let failure = await scene.failure(id)
            #expect(failure?.kind == .permissionMissing)
            #expect(failure?.status == 403)
            #expect(failure?.message.contains("leads_retrieval") == true)
        }
    }

    @Test("Meta's own trouble, garbage of a proxy and a dead connection are told apart")
    func trouble() async throws {
        try await Scene.run(faults: SimulatorFaults(serverErrors: 1)) { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            for _ in 0..<8 { #expect(await scene.failure(id)?.kind == .transient) }
            scene.simulator.faults = SimulatorFaults(garbage: true)
            #expect(await scene.failure(id)?.kind == .unreadable)
            scene.simulator.faults = SimulatorFaults(down: true)
            #expect(await scene.failure(id)?.kind == .unreachable)
            scene.simulator.faults = SimulatorFaults()
            #expect(await scene.failure(id) == nil)
        }
    }

    @Test("a busy client is told how much of its quota is used")
    func usage() async throws {
        try await Scene.run { scene in
            let id = try #require(scene.simulator.makeLeads(1).first?.id)
            let access = scene.access()
            #expect(try await scene.graph.lead(id, access: access, fields: .minimal).usage == nil)
            for _ in 0..<100 { _ = try await scene.graph.lead(id, access: access, fields: .minimal) }
            let usage = try await scene.graph.lead(id, access: access, fields: .minimal).usage
            #expect(usage?.percent == 1)
        }
    }
}
