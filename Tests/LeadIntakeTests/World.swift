import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import MetaLeads
import SQLiteEngine
import Synchronization
import TestSupport
import Testing

/// A whole intake on a real store in a folder of its own, with a clock that is set by hand.
final class World: Sendable {
    private let data: TestStore
    let graph: FakeGraph
    let channel: LeadChannel
    let intake: Intake
    let receiver: WebhookReceiver
    let news: Collected
    let clock: SharedClock
    let quiet: Logger

    static let morning = Date(timeIntervalSince1970: 1_790_000_000)

    final class Collected: Sendable {
        private let list = Mutex<[StoreEvent]>([])
        var all: [StoreEvent] { list.withLock { $0 } }
        func add(_ news: [StoreEvent]) { list.withLock { $0 += news } }
        var arrivals: [Customer] {
            all.compactMap { if case .leadArrived(let customer, _) = $0 { customer } else { nil } }
        }
    }

    init(
        _ graph: FakeGraph = FakeGraph(), parallel: Int = 8, logger: Logger? = nil, mergesEnquiries: Bool = false,
        hooksNewLeads: Bool = false, present: PresentUsers = PresentUsers()
    ) throws {
        let data = try TestStore(mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        let store = data.store
        let time = SharedClock(World.morning)
        let news = Collected()
        let channel = LeadChannel(queue: DispatchQueue(label: "screen")) { news.add($0) }
        let quiet = logger ?? .quiet
        let intake = Intake(
            store: store, graph: graph, channel: channel, present: present, zone: TimeZone(secondsFromGMT: 0) ?? .current,
            clock: { time.now }, parallel: parallel, formPatience: 600, jitter: { 0.5 },
            // The clock stands still however long a busy machine takes, and so does what it is compared with.
            queue: HandMovedQueue(), logger: quiet)
        self.data = data
        self.graph = graph
        self.channel = channel
        self.intake = intake
        self.news = news
        clock = time
        self.quiet = quiet
        receiver = WebhookReceiver(
            pages: store, writer: JournalWriter(journal: store), channel: channel, wake: { intake.wake() },
            clock: { time.now }, logger: quiet)
    }

    var folder: String { data.folder }
    var store: CRMStore { data.store }
    var user: User { data.user }

    func savePage(_ id: String, token: String = "token", secret: String = "secret", verify: String = "verify") throws {
        try data.savePage(id, token: token, secret: secret, verify: verify, at: clock.now)
    }

    static func body(_ changes: [(page: String, lead: String)], form: String? = "form_1") -> [UInt8] {
        WebhookBody.leads(changes, form: form)
    }

    @discardableResult
    func post(_ changes: [(page: String, lead: String)], secret: String = "secret", form: String? = "form_1") async -> DeliveryResult {
        let body = World.body(changes, form: form)
        return await receiver.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: secret))
    }

    func events() throws -> [WebhookEvent] { try data.events() }
    func customers() throws -> [Customer] { try data.customers() }
}

/// Waits until something is so, as often as it takes, and fails when it is not within the deadline.
func eventually(
    _ what: String, within seconds: Double = 600, sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !isSo() {
        if ContinuousClock.now > end {
            Issue.record("Not within \(seconds) s: \(what)", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(3))
    }
}
