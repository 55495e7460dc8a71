import CRM
import CRMStore
import LeadIntake
import Logging
import MetaSimulator
import Synchronization
import WebhookListener

/// The Meta simulator and the service of a demo, which speak HTTP with each other in both directions, as with Meta.
final class DemoStage: Sendable {
    let simulator: MetaSimulator
    let pages: [SimulatedPage]
    let service: LeadService
    let checker: any PageChecking & PageConnecting
    let tester: any LeadTesting
    let callbackURL: String
    private let playing = Mutex<Playing>(.notYet)

    private enum Playing {
        case notYet
        case begun(Task<Void, Never>)
        case over
    }

    private init(
        simulator: MetaSimulator, pages: [SimulatedPage], service: LeadService, checker: any PageChecking & PageConnecting,
        tester: any LeadTesting, callbackURL: String
    ) {
        self.simulator = simulator
        self.pages = pages
        self.service = service
        self.checker = checker
        self.tester = tester
        self.callbackURL = callbackURL
    }

    /// Starts both; nothing is sent before ``play()``. The service asks the simulator for leads, and listens on the port of
    /// `settings`, or any free one when that is taken.
    static func start(
        _ settings: Settings, store: CRMStore, pages: [SimulatedPage], seed: UInt64, rate: Double, channel: LeadChannel
    ) async throws -> DemoStage {
        let simulator = MetaSimulator(
            SimulatorConfiguration(seed: seed, pages: pages, ratePerMinute: rate), logger: Logger(label: "leadsheet.simulator"))
        do {
            try await simulator.start()
            var settings = settings
            settings.graphURL = simulator.graphURL
            // The simulator posts to this machine only, for which no certificate is. To it this address is the public one.
            settings.listen.host = "127.0.0.1"
            settings.listen.port = FreePort.like(settings.listen.port)
            settings.tls = nil
            settings.callbackURL = "http://\(settings.listen)\(Settings.webhookPath)"
            settings.callbackIsPublic = true
            try simulator.setWebhook(settings.callbackURL)
            let (service, checker, tester) = try ServiceFactory.make(settings, store: store, channel: channel, policy: .orAnyFree)
            try await service.start()
            guard let address = await service.boundAddress else {
                if case .down(_, let reason) = await service.state { throw PlainError(reason) }
                throw PlainError("The demo cannot listen on this machine.")
            }
            let callbackURL = "http://\(address)\(Settings.webhookPath)"
            try simulator.setWebhook(callbackURL)
            return DemoStage(
                simulator: simulator, pages: pages, service: service, checker: checker, tester: tester, callbackURL: callbackURL)
        } catch let error as SimulatorError {
            throw PlainError(error.message)
        }
    }

    /// Verifies the callback as Meta does, then sends leads until ``end()``. After that it does nothing: a signal may come as the first
    /// frame is drawn.
    func play() {
        playing.withLock { playing in
            guard case .notYet = playing else { return }
            playing = .begun(
                Task {
                    for page in pages where !Task.isCancelled { _ = await simulator.verifyCallback(pageID: page.id) }
                    if !Task.isCancelled { simulator.startSending() }
                })
        }
    }

    /// Returns when neither writes anything any more.
    func end() async {
        let begun = playing.withLock { playing -> Task<Void, Never>? in
            defer { playing = .over }
            guard case .begun(let task) = playing else { return nil }
            task.cancel()
            return task
        }
        await begun?.value
        await simulator.stop()
        await service.stop()
    }
}
