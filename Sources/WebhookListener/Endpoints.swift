import Dispatch
import Foundation
import HTTPTypes
import HummingbirdCore
import LeadIntake
import Logging
import NIOCore

/// Turns requests into answers. It runs on the listener's thread, so nothing in it may block.
struct Endpoints: Sendable {
    static let webhook = "/api/meta/webhook"
    private static let signature = HTTPField.Name("X-Hub-Signature-256")
    /// Nothing here takes long; the report asks the store, and never on the listener's thread.
    private static let reports = DispatchQueue(label: "lead-report", qos: .utility)

    let desk: WebhookDesk
    let limits: ListenerLimits
    let report: @Sendable () -> ListenerReport
    let logger: Logger
    private let held: HeldBytes
    /// The certificate in use, nil without TLS.
    var tls: TLSIdentity?

    init(desk: WebhookDesk, limits: ListenerLimits, report: @escaping @Sendable () -> ListenerReport, logger: Logger) {
        self.desk = desk
        self.limits = limits
        self.report = report
        self.logger = logger
        held = HeldBytes(most: limits.maxHeldBytes)
    }

    private var senders: SenderRule { SenderRule(trustedProxies: limits.trustedProxies) }

    /// Answers one request. Throws only when the connection is lost.
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        if request.headers[.expect]?.lowercased() == "100-continue", length(of: request) <= limits.maxBodyBytes {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let answer = try await answer(to: request, channel)
        try await writer.write(
            response: answer.head,
            body: request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: answer.body))
    }

    private func answer(to request: Request, _ channel: any Channel) async throws -> Answer {
        let target = request.head.path ?? ""
        let path = target.prefix { $0 != "?" }
        switch path {
        case Self.webhook:
            switch request.method {
            case .post: return try await receive(request, channel)
            case .get: return await verify(QueryText(target.dropFirst(path.count + 1)), request, channel)
            default: return .wrongMethod(allow: "GET, POST")
            }
        case "/healthz":
            return request.method == .get ? await health(inFull: isNear(request, channel)) : .wrongMethod(allow: "GET")
        case "/metrics":
            guard request.method == .get else { return .wrongMethod(allow: "GET") }
            return isNear(request, channel) ? await metrics() : .forbidden
        default:
            return .notFound
        }
    }

    // MARK: The webhook

    private func receive(_ request: Request, _ channel: any Channel) async throws -> Answer {
        guard length(of: request) <= limits.maxBodyBytes else { return .tooLarge }
        // As the desk takes it, so that no body is here twice.
        var body: [UInt8] = []
        defer { held.give(body.count) }
        for try await part in request.body {
            guard body.count + part.readableBytes <= limits.maxBodyBytes else { return .tooLarge }
            guard held.take(part.readableBytes) else {
                desk.turnAway { sender(of: request, channel) }
                return .overloaded
            }
            body.append(contentsOf: part.readableBytesView)
        }
        let signature = Self.signature.flatMap { request.headers[$0] }
        switch await desk.receive(body: body, signature: signature, from: { sender(of: request, channel) }) {
        case .accepted: return .received
        case .forbidden: return .forbidden
        case .malformed: return .malformed
        case .unavailable: return .unavailable
        }
    }

    /// As announced; 0 when it is not.
    private func length(of request: Request) -> Int {
        request.headers[.contentLength].map { Int($0) ?? .max } ?? 0
    }

    /// For the log: the proxy's address where its word does not count.
    private func sender(of request: Request, _ channel: any Channel) -> String? {
        let peer = channel.remoteAddress?.ipAddress
        return senders.sender(request.headers, peer: peer) ?? peer
    }

    private func verify(_ query: QueryText, _ request: Request, _ channel: any Channel) async -> Answer {
        let verification = await desk.verify(
            mode: query["hub.mode"], token: query["hub.verify_token"], challenge: query["hub.challenge"],
            from: { sender(of: request, channel) })
        switch verification {
        case .confirmed(let challenge): return Answer(.ok, challenge)
        case .refused: return .forbidden
        }
    }

    // MARK: Health and metrics

    private func health(inFull: Bool) async -> Answer {
        let report = await askReport()
        do {
            return Answer(
                report.canWrite ? .ok : .serviceUnavailable, ByteBuffer(bytes: try HealthText(report).bytes(inFull: inFull)),
                type: "application/json")
        } catch {
            logger.error("The health report could not be written as JSON: \(error)")
            return Answer(.internalServerError, "The report could not be made\n")
        }
    }

    private func metrics() async -> Answer {
        let report = await askReport()
        return Answer(.ok, MetricsText(desk: desk.figures, report: report).text, type: MetricsText.contentType)
    }

    private func askReport() async -> ListenerReport {
        let (report, tls) = (report, tls)
        return await withCheckedContinuation { continuation in
            Self.reports.async {
                var answer = report()
                if let tls { answer.checks.append(tls.check(at: Date())) }
                continuation.resume(returning: answer)
            }
        }
    }

    /// Whether it comes from this machine, or all are told everything: others learn nothing of pages and data. A request that a proxy on
    /// this machine passed on comes from elsewhere, whatever its peer's address says. Who asks this machine at its own address from
    /// itself comes from that address; a proxy's word for it would not do, since others behind the same gateway may have it too.
    private func isNear(_ request: Request, _ channel: any Channel) -> Bool {
        if limits.metricsForAll { return true }
        let peer = channel.remoteAddress?.ipAddress
        guard let sender = senders.sender(request.headers, peer: peer) else { return false }
        return AddressRange.isLoopback(sender) || (peer == channel.localAddress?.ipAddress && !senders.isPassedOn(request.headers))
    }
}
