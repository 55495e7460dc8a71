import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging
import MetaLeads
import MetaSimulator
import SQLiteEngine
import SalesDesk
import WebhookListener

/// Listener, journal, intake, watcher and channel around a store, and the Meta simulator: what the program runs behind its screens.
struct ServiceStage {
    let simulator: MetaSimulator
    let graph: PrefetchedGraph
    let page: SimulatedPage
    let port: Int
    private let client: GraphClient
    private let intake: Intake
    private let listener: WebhookListener
    private let writer: JournalWriter
    private let watcher: DataWatcher

    /// Starts all of it; news go to the session.
    @MainActor static func start(store: CRMStore, session: DeskSession) async throws -> ServiceStage {
        guard let user = try store.users().first else { throw Trouble("The database has no user.") }
        let page = SimulatedPage(
            id: PreparedRequests.pageID, name: "Benchmark", accessToken: "token", appSecret: PreparedRequests.appSecret,
            verifyToken: "verify")
        _ = try store.apply(
            .savePage(
                PageSettings(
                    metaPageId: page.id, metaPageAccessToken: Secret(page.accessToken), metaAppSecret: Secret(page.appSecret),
                    metaVerifyToken: Secret(page.verifyToken))), by: user.id, at: Date())
        let simulator = MetaSimulator(SimulatorConfiguration(pages: [page]), logger: .quiet)
        try await simulator.start()
        let client = try GraphClient(baseURL: simulator.graphURL)
        let graph = PrefetchedGraph(client)
        let inbox: @Sendable ([StoreEvent]) -> Void = { [weak session] news in MainActor.assumeIsolated { session?.receive(news) } }
        let channel = LeadChannel(queue: .main, handler: inbox)
        let clock: @Sendable () -> Date = { Date() }
        let intake = Intake(store: store, graph: graph, channel: channel, zone: .gmt, clock: clock, logger: .quiet)
        let writer = JournalWriter(journal: store)
        let receiver = WebhookReceiver(
            pages: store, writer: writer, channel: channel, wake: { intake.wake() }, clock: clock, logger: .quiet)
        let listener = WebhookListener(
            address: ListenAddress(host: "127.0.0.1", port: 0), receiver: receiver, report: { ListenerReport(data: "", canWrite: true) },
            logger: .quiet)
        let address = try await listener.start()
        let watcher = try DataWatcher(
            path: store.location,
            onChange: {
                intake.wake()
                channel.send(.reload)
            }, queue: .global(qos: .userInitiated))
        intake.start()
        channel.send(.listener(.listening(address: "\(address)")))
        return ServiceStage(
            simulator: simulator, graph: graph, page: page, port: address.port, client: client, intake: intake, listener: listener,
            writer: writer, watcher: watcher)
    }

    var access: PageAccess { PageAccess(accessToken: page.accessToken, appSecret: page.appSecret) }

    func stop() async {
        watcher.stop()
        await listener.stop()
        await intake.stop(within: 2)
        writer.close()
        await client.shutdown()
        await simulator.stop()
    }
}
