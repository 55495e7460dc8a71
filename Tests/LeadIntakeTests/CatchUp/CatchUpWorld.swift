import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import MetaLeads
import MetaSimulator
import SQLiteEngine
import TestSupport

/// A Meta simulator over real HTTP, and a whole service's inside on a real store: journal, intake and catch-up, not started.
final class CatchUpWorld: Sendable {
    static let kitchens = SimulatedPage(
        id: "112233445566778", name: "Kitchens", accessToken: "EAAkitchens", appSecret: "secret", verifyToken: "verify")
    static let bathrooms = SimulatedPage(
        id: "998877665544332", name: "Bathrooms", accessToken: "EAAbathrooms", appSecret: "secret", verifyToken: "verify")

    let meta: MetaSimulator
    let client: GraphClient
    private let data: TestStore
    let clock: SharedClock
    let intake: Intake
    let catchUp: CatchUp
    let receiver: WebhookReceiver

    private init(_ pages: [SimulatedPage]) async throws {
        let quiet = Logger.quiet
        let clock = SharedClock(World.morning)
        let meta = MetaSimulator(SimulatorConfiguration(seed: 11, pages: pages), logger: quiet, clock: clock.read)
        try await meta.start()
        let client = try GraphClient(baseURL: meta.graphURL, timeout: .seconds(600))
        let data = try TestStore()
        let store = data.store
        let channel = LeadChannel(queue: DispatchQueue(label: "screen")) { _ in }
        let intake = Intake(
            store: store, graph: client, channel: channel, zone: TimeZone(secondsFromGMT: 0) ?? .current, clock: clock.read,
            formPatience: 600, jitter: { 0.5 }, queue: HandMovedQueue(), logger: quiet)
        let catchUp = CatchUp(
            store: store, graph: client, channel: channel, wakeIntake: { intake.wake() }, clock: clock.read, jitter: { 0.5 }, logger: quiet)
        (self.meta, self.client, self.data, self.clock, self.intake, self.catchUp) = (meta, client, data, clock, intake, catchUp)
        receiver = WebhookReceiver(
            pages: store, writer: JournalWriter(journal: store), channel: channel, wake: { intake.wake() },
            wakeCatchUp: { catchUp.wake() }, clock: clock.read, logger: quiet)
        for page in pages { try save(page) }
    }

    var store: CRMStore { data.store }
    var user: User { data.user }

    /// Runs `body` and ends everything afterwards.
    static func run(_ pages: [SimulatedPage] = [kitchens], _ body: (CatchUpWorld) async throws -> Void) async throws {
        let world = try await CatchUpWorld(pages)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(world))
        } catch {
            result = .failure(error)
        }
        await world.catchUp.stop()
        await world.intake.stop()
        await world.client.shutdown()
        await world.meta.stop()
        try result.get()
    }

    func save(_ page: SimulatedPage, token: String? = nil) throws {
        try data.savePage(
            page.id, token: token ?? page.accessToken, secret: page.appSecret, verify: page.verifyToken, at: clock.now)
    }

    func start() {
        intake.start()
        catchUp.start()
    }

    /// Meta's webhook for a lead.
    func announce(_ lead: SimulatedLead) async {
        let body = Array(
            "{\"object\":\"page\",\"entry\":[{\"id\":\"\(lead.pageID)\",\"time\":1790000000,\"changes\":[{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"\(lead.id)\",\"page_id\":\"\(lead.pageID)\",\"form_id\":\"\(lead.formID)\",\"created_time\":1789999999}}]}]}"
                .utf8)
        await post(body)
    }

    func post(_ body: [UInt8]) async {
        _ = await receiver.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: "secret"))
    }

    /// The leads that became customers, each as often as there are customers of it.
    func leads() throws -> [String] {
        try data.customers().compactMap { $0.lead?.leadgenID }.sorted()
    }

    func events() throws -> [WebhookEvent] { try data.events() }

    func ledger() throws -> (meta: Int, webhook: Int, catchUp: Int, waiting: Int, failed: Int) {
        try store.ledger(user: nil).reduce(into: (0, 0, 0, 0, 0)) { sum, row in
            sum.0 += row.meta ?? 0
            sum.1 += row.byWebhook
            sum.2 += row.byCatchUp
            sum.3 += row.waiting
            sum.4 += row.failed
        }
    }
}
