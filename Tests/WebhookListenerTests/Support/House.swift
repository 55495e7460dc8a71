import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import MetaLeads
import NIOSSL
import SQLiteEngine
import TestSupport
import WebhookListener

/// A listener on a free port of this machine, with a real journal behind it.
final class House: Sendable {
    private let data: TestStore
    let receiver: WebhookReceiver
    let listener: WebhookListener
    let address: ListenAddress

    var port: Int { address.port }

    private init(
        data: TestStore, receiver: WebhookReceiver, listener: WebhookListener, address: ListenAddress
    ) {
        self.data = data
        self.receiver = receiver
        self.listener = listener
        self.address = address
    }

    var store: CRMStore { data.store }
    var user: User { data.user }

    /// Limits under which nothing is closed because the machine is busy: tests of a time limit set their own.
    static let patient: ListenerLimits = {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(7200)
        limits.idleTimeout = .seconds(7200)
        limits.largeBodyTurn = .seconds(7200)
        return limits
    }()

    /// Runs `body` with a listener and stops it afterwards, on a thread of its own: who speaks to a listener has limited time for it.
    static func open(
        _ limits: ListenerLimits = House.patient, canWrite: Bool = true, tls: TLSFiles? = nil, logger: Logger = .quiet,
        _ body: (House) async throws -> Void
    ) async throws {
        let thread = QueueExecutor("house")
        defer { withExtendedLifetime(thread) {} }
        try await withTaskExecutorPreference(thread) {
            try await run(limits, canWrite: canWrite, tls: tls, logger: logger, body)
        }
    }

    private static func run(
        _ limits: ListenerLimits, canWrite: Bool, tls: TLSFiles?, logger: Logger, _ body: (House) async throws -> Void
    ) async throws {
        let data = try TestStore()
        let store = data.store
        // A clock that stands: a line that is logged once a minute is logged once, however long a busy machine takes.
        let now = Date()
        let receiver = WebhookReceiver(
            pages: store, writer: JournalWriter(journal: store),
            channel: LeadChannel(queue: DispatchQueue(label: "screen")) { _ in }, wake: {}, clock: { now }, logger: logger)
        let listener = WebhookListener(
            address: ListenAddress(host: "127.0.0.1", port: 0), limits: limits, tls: tls, receiver: receiver,
            report: {
                ListenerReport(
                    version: "1.2.3", data: "data-1", canWrite: canWrite,
                    checks: [.init("token", isWell: false, detail: "It expires soon.")],
                    intake: IntakeMetrics(), events: ["saved": 7], catchUp: CatchUpMetrics(),
                    ledger: [
                        .init(pageID: "page_1", formID: "f1", counts: ["by_webhook": 5, "meta": 6]),
                        .init(pageID: "page_1", formID: "x\"} 9\nevil 1", counts: ["failed": 2]),
                    ], isBlocked: ["page_1": true])
            }, logger: logger)
        let address = try await listener.start()
        let house = House(data: data, receiver: receiver, listener: listener, address: address)
        do {
            try await body(house)
        } catch {
            await listener.stop()
            throw error
        }
        await listener.stop()
    }

    func savePage(_ id: String, secret: String = "secret") throws {
        try data.savePage(id, secret: secret, verify: "ver ify+", at: Date())
    }

    func events() throws -> [WebhookEvent] { try data.events() }

    static func body(page: String = "page_1", lead: String = "lead_1") -> [UInt8] {
        Array(
            "{\"object\":\"page\",\"entry\":[{\"id\":\"\(page)\",\"time\":1,\"changes\":[{\"value\":{\"leadgen_id\":\"\(lead)\",\"page_id\":\"\(page)\"},\"field\":\"leadgen\"}]}]}"
                .utf8)
    }

    static func signature(_ body: [UInt8], secret: String = "secret") -> String {
        "X-Hub-Signature-256: \(WebhookSignature.header(for: body, appSecret: secret))\r\n"
    }

    static func post(_ body: [UInt8], headers: String = "", path: String = "/api/meta/webhook") -> [UInt8] {
        Array("POST \(path) HTTP/1.1\r\nHost: x\r\n\(headers)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    /// One request on a connection of its own.
    func ask(_ request: [UInt8], tls: TLSConfiguration? = nil) async throws -> Wire.Answer {
        let wire = try await Wire.connect(port, tls: tls, first: request)
        let answer = try await wire.answer()
        await wire.close()
        return answer
    }

    /// Asks again, each time on a new connection, until the answer has this status; false when it never has.
    func ask(_ request: [UInt8], until status: Int) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(600)
        while ContinuousClock.now < end {
            if try await ask(request).status == status { return true }
        }
        return false
    }

    func ask(_ method: String, _ target: String, headers: String = "") async throws -> Wire.Answer {
        try await ask(Array("\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(headers)\r\n".utf8))
    }
}
