import Foundation
import Logging
import Synchronization

/// Stands in for Meta on this machine: a Graph API on 127.0.0.1 with Meta's shapes, tokens, proofs, errors and limits,
/// and a sender of signed webhooks over HTTP. Leads come from a seed. It posts to loopback addresses only.
public final class MetaSimulator: Sendable {
    struct State: Sendable {
        var graph: GraphSide
        var server: GraphServer?
        var sending: Task<Void, Never>?
        /// Webhooks about leads that were made over the Graph API.
        var announcing: [Task<Void, Never>] = []
        var webhook: WebhookAddress?
        var styles: SeededRandom
        var sent: [String] = []
        var delivered: Set<String> = []
    }

    let configuration: SimulatorConfiguration
    let logger: Logger
    let clock: @Sendable () -> Date
    let poster = WebhookPoster()
    let state: Mutex<State>

    /// Nothing runs before `start()` or `startSending()`; `stop()` must be called before it is let go.
    public init(
        _ configuration: SimulatorConfiguration, logger: Logger, clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.clock = clock
        state = Mutex(
            State(
                graph: GraphSide(configuration, clock: clock),
                // The method `start()` says when the address is wrong.
                webhook: configuration.webhook.flatMap { try? WebhookAddress($0) },
                styles: SeededRandom(seed: configuration.seed, number: 0, purpose: 4)))
    }

    /// Starts the Graph API and gives its port. Throws when the port is taken, when there is no page, or when the
    /// webhook's host is not this machine.
    @discardableResult
    public func start() async throws(SimulatorError) -> Int {
        guard !configuration.pages.isEmpty else { throw .noPages }
        if let webhook = configuration.webhook { _ = try WebhookAddress(webhook) }
        if let port = state.withLock({ $0.server?.port }) { return port }
        let server = try await GraphServer(port: configuration.port, logger: logger) { [weak self] call in
            await self?.answer(call) ?? GraphAnswer(.none)
        }
        state.withLock { $0.server = server }
        return server.port
    }

    /// Stops sending, gives up what is not delivered, closes the Graph API. It cannot be started again.
    public func stop() async {
        await stopSending()
        let announcing = state.withLock { $0.announcing }
        for task in announcing { task.cancel() }
        for task in announcing { await task.value }
        let server = state.withLock { state in
            defer { state.server = nil }
            return state.server
        }
        await server?.stop()
        await poster.shutdown()
    }

    /// Where the Graph API is, without the version: `http://127.0.0.1:PORT`. Port 0 before `start()`.
    public var graphURL: String { "http://127.0.0.1:\(state.withLock { $0.server?.port ?? 0 })" }

    /// The faults from now on.
    public var faults: SimulatorFaults {
        get { state.withLock { $0.graph.faults } }
        set { state.withLock { $0.graph.faults = newValue } }
    }

    /// Where webhooks go from now on; throws for an address that is not on this machine.
    public func setWebhook(_ url: String) throws(SimulatorError) {
        let address = try WebhookAddress(url)
        state.withLock { state in
            state.webhook = address
            state.graph.callbackURL = url
        }
    }

    /// The fields that a page sends to the app; an empty list for a page that is not subscribed.
    public func subscribedFields(of page: String) -> [String] {
        state.withLock { $0.graph.subscriptions[page] ?? [] }
    }

    /// Subscribes a page as its owner does elsewhere: to these fields and no others.
    public func setSubscribedFields(_ fields: [String], of page: String) {
        state.withLock { $0.graph.subscriptions[page] = fields }
    }

    /// The ids of all leads that a webhook was or is being sent about, in that order, each once.
    public var sent: [String] { state.withLock { $0.sent } }

    /// Those of them that the webhook has answered with 200.
    public var delivered: Set<String> { state.withLock { $0.delivered } }

    /// Leads that the Graph API knows and no webhook tells of: for senders of one's own.
    public func makeLeads(_ count: Int, kind: LeadKind = .ordinary) -> [SimulatedLead] {
        guard !configuration.pages.isEmpty else { return [] }
        let now = clock()
        return state.withLock { state in
            (0..<count).map { index in
                state.graph.book.add(kind: kind, page: index % configuration.pages.count, createdTime: now)
            }
        }
    }

    /// The lead as the Graph API tells it; nil when there is none.
    public func lead(_ id: String) -> SimulatedLead? { state.withLock { $0.graph.book.lead(id) } }

    private func answer(_ call: GraphCall) async -> GraphAnswer {
        let latency = faults.latency
        // A cancelled sleep means that the server stops.
        if latency > .zero { try? await Task.sleep(for: latency) }
        return state.withLock { state in
            let answer = state.graph.answer(call)
            let made = state.graph.unannounced
            state.graph.unannounced = []
            if !made.isEmpty { state.announcing.append(Task { [weak self] in await self?.announce(made) }) }
            return answer
        }
    }
}
