import Foundation
import Logging
import MetaSimulator
import EndToEndSupport
import TestSupport

/// A Meta simulator in this process, with a page for each of some users, set up by the program's own commands.
///
/// Its leads stand in no list, so that what the program loses cannot come back by the catch-up.
struct MetaStage: Sendable {
    let simulator: MetaSimulator
    /// The page of each user; all belong to one app, so one body may tell of several.
    let pages: [(user: String, page: SimulatedPage)]

    static let appSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

    /// Starts it, adds the users and connects their pages.
    static func start(_ bench: Workbench, users: [String], seed: UInt64) async throws -> MetaStage {
        let pages = users.enumerated().map { number, user in
            SimulatedPage(
                id: "\(100_200_300_400_500 + number)", name: "Kitchens of \(user)", accessToken: "EAAB-of-\(user)", appSecret: appSecret,
                verifyToken: "verify-\(user)")
        }
        var logger = Logger(label: "simulator")
        // A program that is killed breaks connections off, which is what is tried here.
        logger.logLevel = .critical
        let simulator = MetaSimulator(
            SimulatorConfiguration(
                seed: seed, pages: pages, webhook: "http://127.0.0.1:\(bench.port)/api/meta/webhook",
                faults: SimulatorFaults(unlisted: true)),
            logger: logger)
        try await simulator.start()
        bench.environment["LEADSHEET_GRAPH_URL"] = simulator.graphURL
        let stage = MetaStage(simulator: simulator, pages: Array(zip(users, pages)))
        do {
            for (user, page) in stage.pages { try await connect(page, of: user, bench) }
        } catch {
            await simulator.stop()
            throw error
        }
        return stage
    }

    private static func connect(_ page: SimulatedPage, of user: String, _ bench: Workbench) async throws {
        let added = try await bench.leadsheet("user", "add", user)
        var files: [String] = []
        for (name, secret) in [("token", page.accessToken), ("secret", page.appSecret), ("verify", page.verifyToken)] {
            let file = "\(bench.folder)/\(user)-\(name)"
            try secret.write(toFile: file, atomically: true, encoding: .utf8)
            files.append(file)
        }
        let set = try await bench.leadsheet(
            "page", "set", page.id, "--user", user, "--access-token-file", files[0], "--app-secret-file", files[1],
            "--verify-token-file", files[2])
        guard added.status == 0, set.status == 0 else { throw Waiting.NotSeen(description: "The set-up failed: \(added) \(set)") }
    }

    /// The user whose page a lead belongs to.
    func user(of page: String) -> String { pages.first { $0.page.id == page }?.user ?? "" }

    func stop() async { await simulator.stop() }
}
