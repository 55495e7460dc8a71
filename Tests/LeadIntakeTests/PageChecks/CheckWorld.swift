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

/// A Meta simulator over real HTTP, and on a real store all that asks it, wired as the program wires it, not started.
final class CheckWorld: Sendable {
    static let page = SimulatedPage(
        id: "112233445566778", name: "Kitchens", accessToken: "EAAkitchens", appSecret: "secret", verifyToken: "verify")

    let meta: MetaSimulator
    let client: GraphClient
    private let data: TestStore
    let clock: SharedClock
    let intake: Intake
    let catchUp: CatchUp
    let checks: PageChecks
    let receiver: WebhookReceiver
    let rateLimits: RateLimits
    private let checker: CountingChecker
    private let quiet: Logger

    /// How often Meta was asked about a page.
    var checked: Int { checker.count }

    private init(_ pages: [SimulatedPage]) async throws {
        let quiet = Logger.quiet
        let clock = SharedClock(World.morning)
        let meta = MetaSimulator(
            SimulatorConfiguration(seed: 11, pages: pages, webhook: "http://127.0.0.1:8080/api/meta/webhook"), logger: quiet,
            clock: clock.read)
        try await meta.start()
        let client = try GraphClient(baseURL: meta.graphURL, timeout: .seconds(600))
        let data = try TestStore()
        let store = data.store
        let channel = LeadChannel(queue: DispatchQueue(label: "screen")) { _ in }
        let rateLimits = RateLimits()
        let intake = Intake(
            store: store, graph: client, channel: channel, zone: .gmt, clock: clock.read, jitter: { 0.5 }, rateLimits: rateLimits,
            queue: HandMovedQueue(), logger: quiet)
        let catchUp = CatchUp(
            store: store, graph: client, channel: channel, wakeIntake: { intake.wake() }, clock: clock.read, jitter: { 0.5 },
            rateLimits: rateLimits,
            logger: quiet)
        let checker = CountingChecker(GraphPageChecker(graph: client, subscriptions: client, pages: store, rateLimits: rateLimits))
        (
            self.meta, self.client, self.data, self.clock, self.intake, self.catchUp, self.rateLimits, self.checker,
            self.quiet
        ) =
            (meta, client, data, clock, intake, catchUp, rateLimits, checker, quiet)
        checks = CheckWorld.checks(store, checker, intake, catchUp, clock, rateLimits, quiet)
        receiver = WebhookReceiver(
            pages: store, writer: JournalWriter(journal: store), channel: channel, wake: { intake.wake() }, clock: clock.read, logger: quiet
        )
        for page in pages { try save(page) }
    }

    var store: CRMStore { data.store }
    var user: User { data.user }

    /// Runs `body` and ends everything afterwards.
    static func run(_ pages: [SimulatedPage] = [page], _ body: (CheckWorld) async throws -> Void) async throws {
        let world = try await CheckWorld(pages)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(world))
        } catch {
            result = .failure(error)
        }
        await world.checks.stop()
        await world.catchUp.stop()
        await world.intake.stop()
        await world.client.shutdown()
        await world.meta.stop()
        try result.get()
    }

    private static func checks(
        _ store: CRMStore, _ checker: CountingChecker, _ intake: Intake, _ catchUp: CatchUp, _ clock: SharedClock, _ rateLimits: RateLimits,
        _ quiet: Logger
    ) -> PageChecks {
        PageChecks(
            store: store, checker: checker, channel: LeadChannel(queue: DispatchQueue(label: "screen")) { _ in },
            freed: {
                intake.wake()
                catchUp.wake()
            }, clock: clock.read, rateLimits: rateLimits, logger: quiet)
    }

    /// The checks of the next start of the program.
    func restarted() -> PageChecks { CheckWorld.checks(store, checker, intake, catchUp, clock, rateLimits, quiet) }

    func save(_ page: SimulatedPage, token: String? = nil) throws {
        try data.savePage(
            page.id, token: token ?? page.accessToken, secret: page.appSecret, verify: page.verifyToken, at: clock.now)
    }

    /// Meta's webhook for a lead. With its form, which it has unless Meta leaves it out, both are asked for at once.
    func announce(_ lead: SimulatedLead, withForm: Bool = true) async {
        let body = World.body([(lead.pageID, lead.id)], form: withForm ? lead.formID : nil)
        _ = await receiver.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: "secret"))
    }

    func kitchens() throws -> MetaPage? { try store.page(CheckWorld.page.id) }

    func customers() throws -> Int {
        guard let sheet = try store.spreadsheets(of: user.id).first else { return 0 }
        return try store.rows(SheetQuery(sheet.id), from: .start, limit: 5000).rows.count
    }
}
