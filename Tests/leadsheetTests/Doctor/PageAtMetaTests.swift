import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging
import MetaLeads
import MetaSimulator
import SQLiteEngine
import TestSupport
import Testing

@testable import leadsheet

/// The checker asks the Meta simulator over real HTTP.
@Suite("A page at Meta")
struct PageAtMetaTests {
    static let page = SimulatedPage(
        id: "112233445566778", name: "Kitchens", accessToken: "EAAtokenOfTheFirstPage", appSecret: "the-app-secret",
        verifyToken: "verify-me", requiresProof: true)
    static let callback = "http://127.0.0.1:8080/api/meta/webhook"
    static let settings = PageSettings(
        metaPageId: page.id, metaPageAccessToken: Secret(page.accessToken), metaAppSecret: Secret(page.appSecret),
        metaVerifyToken: Secret(page.verifyToken))

    struct Scene {
        let simulator: MetaSimulator
        let graph: GraphClient
        let checker: GraphPageChecker
        let store: CRMStore
    }

    private func scene(_ faults: SimulatorFaults = SimulatorFaults(), callback: String = callback, _ body: (Scene) async throws -> Void)
        async throws
    {
        let folder = try TestFolder()
        let sealer = try SecretSealer.load(environment: [:], keyFile: "\(folder.path)/leadsheet.key")
        let store = try CRMStore(path: "\(folder.path)/leadsheet.db", sealer: sealer)
        let user = try store.addUser("ana")
        _ = try store.apply(.savePage(Self.settings), by: user.id, at: Date())
        let logger = Logger.quiet
        let simulator = MetaSimulator(
            SimulatorConfiguration(seed: 7, pages: [Self.page], webhook: Self.callback, faults: faults), logger: logger)
        try await simulator.start()
        let graph = try GraphClient(baseURL: simulator.graphURL, timeout: .seconds(600))
        // However busy the machine is, the simulator answers in time.
        let checker = GraphPageChecker(graph: graph, subscriptions: graph, pages: store, callbackURL: callback, patience: .seconds(600))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(Scene(simulator: simulator, graph: graph, checker: checker, store: store)))
        } catch {
            result = .failure(error)
        }
        await graph.shutdown()
        await simulator.stop()
        try result.get()
    }

    private func faults(_ report: PageCheckReport) -> [Problem.Topic] {
        report.lines.filter { $0.verdict == .fault }.map(\.topic)
    }

    @Test("a page that is connected as it should be is well in every line")
    func well() async throws {
        try await scene { (scene) async throws in
            let report = await scene.checker.check(Self.settings, at: Date())
            #expect(report.lines.allSatisfy { $0.verdict == .good }, "\(report.lines)")
            #expect(
                Set(report.lines.map(\.topic)).isSuperset(of: [
                    .token, .permissions, .tokenExpiry, .pageSubscription, .appSubscription, .leadsAccess,
                ]))
            #expect(try scene.store.page(Self.page.id)?.token?.isSubscribed == true)
        }
    }

    @Test("a page that is not subscribed is a fault; subscribing mends it, keeps its other fields, and is noted")
    func subscribes() async throws {
        try await scene(SimulatorFaults(startsUnsubscribed: true)) { (scene) async throws in
            scene.simulator.setSubscribedFields(["feed", "messages"], of: Self.page.id)
            let before = await scene.checker.check(Self.settings, at: Date())
            #expect(faults(before) == [.pageSubscription])
            #expect(try scene.store.page(Self.page.id)?.token?.isSubscribed == false)

            let line = await scene.checker.subscribe(Self.settings, at: Date())
            #expect(line.verdict == .good)
            #expect(line.finding.contains("feed, messages"))
            #expect(scene.simulator.subscribedFields(of: Self.page.id) == ["feed", "messages", "leadgen"])
            #expect(try scene.store.page(Self.page.id)?.token?.isSubscribed == true)
            #expect(await scene.checker.check(Self.settings, at: Date()).isWell)
            #expect(await scene.checker.subscribe(Self.settings, at: Date()).finding.contains("already"))
        }
    }

    @Test("an expired token is one fault, and nothing else is asked with it")
    func expired() async throws {
        try await scene(SimulatorFaults(expiredToken: true)) { (scene) async throws in
            let report = await scene.checker.check(Self.settings, at: Date())
            #expect(faults(report) == [.token])
            #expect(report.token?.isValid == false)
            let line = await scene.checker.subscribe(Self.settings, at: Date())
            #expect(line.verdict == .fault)
            #expect(line.remedy?.contains("page access token") == true)
        }
    }

    @Test("a missing permission is named, and so is Leads Access that keeps the app out")
    func permissions() async throws {
        try await scene(SimulatorFaults(permissionMissing: true, leadsAccessDenied: true)) { (scene) async throws in
            let report = await scene.checker.check(Self.settings, at: Date())
            #expect(faults(report) == [.permissions, .leadsAccess])
            #expect(report.lines.contains { $0.finding.contains("leads_retrieval") && $0.remedy?.contains("Grant") == true })
            #expect(report.lines.contains { $0.finding.contains("revoked from Lead Access Manager") })
        }
    }

    @Test("a callback that another product took over, one that nobody entered, and a wrong app secret are told apart")
    func appSubscription() async throws {
        try await scene(callback: "https://crm.example.com/api/meta/webhook") { (scene) async throws in
            let report = await scene.checker.check(Self.settings, at: Date())
            #expect(faults(report) == [.appSubscription])
            #expect(report.lines.contains { $0.finding.contains(Self.callback) && $0.finding.contains("https://crm.example.com") })
            scene.simulator.faults = SimulatorFaults(appUnsubscribed: true)
            let none = await scene.checker.check(Self.settings, at: Date())
            #expect(none.lines.contains { $0.topic == .appSubscription && $0.finding.contains("posts nothing") })
        }
    }

    @Test("a short-lived token is refused with how to get a lasting one, a lasting one is not")
    func vet() async throws {
        let now = Date()
        try await scene(SimulatorFaults(tokenExpiresAt: now.addingTimeInterval(3600 + 90))) { (scene) async throws in
            guard case .refused(let sentence) = await scene.checker.vet(Self.settings, at: now) else {
                Issue.record("It was not refused.")
                return
            }
            #expect(sentence.contains("it ends in 1 hour") && sentence.contains("System users"))
            #expect(faults(await scene.checker.check(Self.settings, at: now)) == [.tokenExpiry])
            scene.simulator.faults = SimulatorFaults(tokenExpiresAt: now.addingTimeInterval(59 * 86_400))
            #expect(await scene.checker.vet(Self.settings, at: now) == .accepted)
            scene.simulator.faults = SimulatorFaults()
            #expect(await scene.checker.vet(Self.settings, at: now) == .accepted)
        }
    }

    private func refusal(_ verdict: TokenVerdict) -> String? { if case .refused(let sentence) = verdict { sentence } else { nil } }

    @Test("a token or an app secret that Meta refuses is not saved, with Meta's words and what to do")
    func refused() async throws {
        try await scene { (scene) async throws in
            func verdict(_ token: Result<TokenFacts, GraphFailure>) async -> TokenVerdict {
                await GraphPageChecker(graph: TokenGraph(client: scene.graph, token: token), pages: scene.store, patience: .seconds(600))
                    .vet(Self.settings, at: Date())
            }
            let token = refusal(
                await verdict(.failure(GraphFailure(kind: .tokenRefused, code: 190, subcode: 460, message: "The session is over"))))
            #expect(
                token?.contains("refuses this access token: The session is over. The password of the Facebook account was changed") == true)
            let proof = refusal(await verdict(.failure(GraphFailure(kind: .proofRefused, code: 100, message: "The proof is wrong."))))
            #expect(proof?.contains("The proof is wrong. Check the App Secret") == true)
            let invalid = refusal(await verdict(.success(TokenFacts(isValid: false, problem: "Session has expired"))))
            #expect(invalid?.contains("not valid: Session has expired. Make a new page access token") == true)
            let other = refusal(await verdict(.success(TokenFacts(isValid: true, type: "PAGE", profileID: "12345"))))
            #expect(other?.hasPrefix("The token belongs to another object (12345), not to page \(Self.page.id).") == true)
            #expect(await verdict(.success(TokenFacts(isValid: true, type: "PAGE", profileID: Self.page.id))) == .accepted)
            // The simulator's own words for a token that it never gave.
            var wrong = Self.settings
            wrong.metaPageAccessToken = Secret("EAAwrong")
            #expect(refusal(await scene.checker.vet(wrong, at: Date()))?.contains("Invalid OAuth access token") == true)
        }
    }

    @Test(
        "what says nothing of whether the token works does not stand in the way of saving",
        arguments: [GraphFailure.Kind.permissionMissing, .badRequest, .transient, .rateLimited, .unreadable])
    func unchecked(kind: GraphFailure.Kind) async throws {
        try await scene { (scene) async throws in
            let graph = TokenGraph(client: scene.graph, token: .failure(GraphFailure(kind: kind, message: "Not now.")))
            #expect(
                await GraphPageChecker(graph: graph, pages: scene.store, patience: .seconds(600)).vet(Self.settings, at: Date())
                    == .unchecked("Not now."))
        }
    }

    @Test("silence about the token is a fault that leaves the page as it is, and whose app the page sends to is not known then")
    func silent() async throws {
        try await scene { (scene) async throws in
            let graph = TokenGraph(client: scene.graph, token: .failure(GraphFailure(kind: .transient, message: "Please retry.")))
            let checker = GraphPageChecker(graph: graph, subscriptions: scene.graph, pages: scene.store, callbackURL: Self.callback)
            let report = await checker.check(Self.settings, at: Date())
            #expect(faults(report) == [.tokenExpiry])
            #expect(report.lines.contains { $0.topic == .tokenExpiry && $0.isUnanswered && $0.remedy != nil })
            #expect(report.lines.contains { $0.topic == .pageSubscription && $0.verdict == .warning })
            #expect(report.state == nil)
            let page = try #require(try scene.store.page(Self.page.id))
            #expect(page.state == .ok && page.token == nil)
        }
    }

    @Test("a token of another page is told apart from the page's own")
    func otherPage() async throws {
        try await scene { (scene) async throws in
            var typed = Self.settings
            typed.metaPageId = "998877665544332"
            let report = await scene.checker.check(typed, at: Date())
            #expect(report.lines.first?.finding == "The token belongs to Kitchens (112233445566778), not to page 998877665544332.")
            #expect(report.pageName == nil && !report.isWell)
        }
    }

    @Test("Meta that cannot be reached never stands in the way of saving, and is one fault of a check")
    func unreachable() async throws {
        try await scene(SimulatorFaults(down: true)) { (scene) async throws in
            guard case .unchecked(let reason) = await scene.checker.vet(Self.settings, at: Date()) else {
                Issue.record("It was not saved unchecked.")
                return
            }
            #expect(!reason.isEmpty)
            let report = await scene.checker.check(Self.settings, at: Date())
            #expect(report.lines.count == 1)
            #expect(report.lines.first?.finding.hasPrefix("Meta does not answer") == true)
        }
    }

    @Test("no answer of Meta's brings a secret into a sentence")
    func redacted() async throws {
        for faults in [
            SimulatorFaults(expiredToken: true), SimulatorFaults(permissionMissing: true), SimulatorFaults(garbage: true),
            SimulatorFaults(down: true),
        ] {
            try await scene(faults) { (scene) async throws in
                var wrong = Self.settings
                wrong.metaAppSecret = Secret("another-app-secret")
                for settings in [Self.settings, wrong] {
                    let line = await scene.checker.subscribe(settings, at: Date())
                    let lines = await scene.checker.check(settings, at: Date()).lines + [line]
                    for text in lines.flatMap({ [$0.finding, $0.remedy ?? ""] }) {
                        for secret in [Self.page.accessToken, Self.page.appSecret, "another-app-secret"] {
                            #expect(!text.contains(secret), "\(text)")
                        }
                    }
                }
            }
        }
    }
}
