import Foundation
import Logging
import MetaLeads
import MetaSimulator
import TestSupport

/// A running simulator, the client that asks it, and two pages of one app.
struct Scene: Sendable {
    static let pages = [
        SimulatedPage(
            id: "112233445566778", name: "Oak & Stone Kitchens", accessToken: "EAAtokenOfTheFirstPage",
            appSecret: "the-app-secret", verifyToken: "verify+me & more"),
        SimulatedPage(
            id: "page_id_123", name: "Bathroom Studio", accessToken: "EAAtokenOfTheSecondPage",
            appSecret: "the-app-secret", verifyToken: "second", requiresProof: true),
    ]
    static let now = Date(timeIntervalSince1970: 1_425_113_354)

    let simulator: MetaSimulator
    let graph: GraphClient

    static func quiet() -> Logger {
        let logger = Logger.quiet
        return logger
    }

    static func simulator(
        seed: UInt64 = 7, webhook: String? = nil, rate: Double = 6, limit: Int? = nil,
        faults: SimulatorFaults = SimulatorFaults(), pages: [SimulatedPage] = pages
    ) -> MetaSimulator {
        MetaSimulator(
            SimulatorConfiguration(
                seed: seed, pages: pages, webhook: webhook, ratePerMinute: rate, faults: faults, leadLimit: limit),
            logger: quiet(), clock: { now })
    }

    /// Runs `body` against a started simulator and stops everything afterwards.
    static func run(
        faults: SimulatorFaults = SimulatorFaults(), _ body: @Sendable (Scene) async throws -> Void
    ) async throws {
        let simulator = simulator(faults: faults)
        try await simulator.start()
        let graph = try GraphClient(baseURL: simulator.graphURL, timeout: .seconds(600))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(Scene(simulator: simulator, graph: graph)))
        } catch {
            result = .failure(error)
        }
        await graph.shutdown()
        await simulator.stop()
        try result.get()
    }

    func access(_ page: Int = 0, proof: Bool = true) -> PageAccess {
        PageAccess(accessToken: Self.pages[page].accessToken, appSecret: proof ? Self.pages[page].appSecret : nil)
    }

    /// How a read of the lead fails; nil when it does not.
    func failure(_ id: String, _ access: PageAccess? = nil, fields: LeadFields = .full) async -> GraphFailure? {
        do throws(GraphFailure) {
            _ = try await graph.lead(id, access: access ?? self.access(), fields: fields)
            return nil
        } catch {
            return error
        }
    }
}
