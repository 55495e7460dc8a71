import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import MetaLeads
import SQLiteEngine
import Synchronization
import Testing

/// A whole intake on a real store in a folder of its own, with a clock that is set by hand.
final class World: Sendable {
    let folder: String
    let store: CRMStore
    let user: User
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
        hooksNewLeads: Bool = false
    ) throws {
        let folder = NSTemporaryDirectory() + "leadsheet-intake-" + UUID().uuidString
        let store = try CRMStore(
            path: folder + "/leadsheet.sqlite", sealer: .random(), mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        let time = SharedClock(World.morning)
        let news = Collected()
        let channel = LeadChannel(queue: DispatchQueue(label: "screen")) { news.add($0) }
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        if let logger { quiet = logger }
        let intake = Intake(
            store: store, graph: graph, channel: channel, zone: TimeZone(secondsFromGMT: 0) ?? .current,
            clock: { time.now }, parallel: parallel, jitter: { 0.5 },
            // The clock stands still however long a busy machine takes, and so does what it is compared with.
            queue: HandMovedQueue(), logger: quiet)
        self.folder = folder
        self.store = store
        self.graph = graph
        self.channel = channel
        self.intake = intake
        self.news = news
        clock = time
        self.quiet = quiet
        user = try store.addUser("ana")
        receiver = WebhookReceiver(
            pages: store, writer: JournalWriter(journal: store), channel: channel, wake: { intake.wake() },
            clock: { time.now }, logger: quiet)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func savePage(_ id: String, token: String = "token", secret: String = "secret", verify: String = "verify") throws {
        _ = try store.apply(
            .savePage(
                PageSettings(
                    metaPageId: id, metaPageAccessToken: Secret(token), metaAppSecret: Secret(secret),
                    metaVerifyToken: Secret(verify))), by: user.id, at: clock.now)
    }

    static func body(_ changes: [(page: String, lead: String)], form: String? = "form_1") -> [UInt8] {
        let entries = changes.map { page, lead in
            let form = form.map { ",\"form_id\":\"\($0)\"" } ?? ""
            return
                "{\"id\":\"\(page)\",\"time\":1790000000,\"changes\":[{\"value\":{\"leadgen_id\":\"\(lead)\",\"page_id\":\"\(page)\"\(form),\"created_time\":1789999999},\"field\":\"leadgen\"}]}"
        }
        return Array("{\"object\":\"page\",\"entry\":[\(entries.joined(separator: ","))]}".utf8)
    }

    @discardableResult
    func post(_ changes: [(page: String, lead: String)], secret: String = "secret", form: String? = "form_1") async -> DeliveryResult {
        let body = World.body(changes, form: form)
        return await receiver.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: secret))
    }

    func events() throws -> [WebhookEvent] {
        try store.events(before: nil, state: nil, user: nil, limit: 2000).map(\.event)
    }

    func customers() throws -> [Customer] {
        guard let sheet = try store.spreadsheets(of: user.id).first else { return [] }
        return try store.rows(SheetQuery(sheet.id), from: .start, limit: 5000).rows
    }
}

final class SharedClock: Sendable {
    private let date: Mutex<Date>
    init(_ date: Date) { self.date = Mutex(date) }
    var now: Date { date.withLock { $0 } }
    /// Holds the clock alone, so that a world ends with its test.
    var read: @Sendable () -> Date { { self.now } }
    func advance(_ seconds: Double) { date.withLock { $0 += seconds } }
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
