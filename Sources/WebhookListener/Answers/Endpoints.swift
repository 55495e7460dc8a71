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
    private static let reports = DispatchQueue(label: "lead-report")

    let receiver: WebhookReceiver
    let limits: ListenerLimits
    let report: @Sendable () -> ListenerReport
    let logger: Logger
    private let large: LargeBodies
    /// The connections of the listener that runs.
    var places: Places?
    /// The certificate in use, nil without TLS.
    var tls: TLSIdentity?

    init(receiver: WebhookReceiver, limits: ListenerLimits, report: @escaping @Sendable () -> ListenerReport, logger: Logger) {
        self.receiver = receiver
        self.limits = limits
        self.report = report
        self.logger = logger
        large = LargeBodies(most: limits.maxLargeBodies, turn: TimeAmount(limits.largeBodyTurn)) { [receiver] place in
            receiver.noteCut(for: .largeBodies, from: place.peer)
        }
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
        case _ where Self.isWebhook(path):
            switch request.method {
            case .post: return try await receive(request, channel)
            case .get: return await verify(QueryText(target.dropFirst(path.count + 1)), request, channel)
            default: return .wrongMethod(allow: "GET, POST")
            }
        case "/healthz", "/metrics":
            // Watchers ask by HEAD, too, and take the status for the answer.
            guard [.get, .head].contains(request.method) else { return .wrongMethod(allow: "GET, HEAD") }
            guard path == "/metrics" else { return await health(inFull: isNear(request, channel)) }
            return isNear(request, channel) ? await metrics() : .forbidden
        default:
            return .notFound
        }
    }

    // MARK: The webhook

    /// Also with a slash at its end or with a double one, since people type the address into Meta's dashboard. An escaped slash is
    /// none (RFC 3986, 2.2).
    private static func isWebhook(_ path: Substring) -> Bool {
        path == webhook
            || (path.first == "/"
                && path.utf8.split(separator: 47).elementsEqual(webhook.utf8.split(separator: 47)) { $0.elementsEqual($1) })
    }

    private func receive(_ request: Request, _ channel: any Channel) async throws -> Answer {
        guard length(of: request) <= limits.maxBodyBytes else { return refuseSize(request, channel) }
        // As the receiver takes it, so that no body is here twice.
        var body: [UInt8] = []
        let place = places?.place(of: channel)
        var isLarge = false
        defer { if isLarge, let place { large.leave(place) } }
        for try await part in request.body {
            let size = body.count + part.readableBytes
            guard size <= limits.maxBodyBytes else { return refuseSize(request, channel) }
            if !isLarge, size > limits.smallBodyBytes {
                guard let place, large.enter(place, at: .now()) else {
                    receiver.turnAway { sender(of: request, channel) }
                    return .overloaded
                }
                isLarge = true
            }
            body.append(contentsOf: part.readableBytesView)
        }
        let signature = Self.signature.flatMap { request.headers[$0] }
        switch await receiver.receive(body: body, signature: signature, from: { sender(of: request, channel) }) {
        case .accepted: return .received
        case .acceptedInPart, .forbidden: return .forbidden
        case .malformed: return .malformed
        case .unavailable: return .unavailable
        }
    }

    private func refuseSize(_ request: Request, _ channel: any Channel) -> Answer {
        receiver.noteTooLarge(most: limits.maxBodyBytes) { sender(of: request, channel) }
        return .tooLarge
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
        let verification = await receiver.verify(
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
                report.canWrite ? .ok : .serviceUnavailable, ByteBuffer(bytes: try HealthText(report, connections).bytes(inFull: inFull)),
                type: "application/json")
        } catch {
            logger.error("The health report could not be written as JSON: \(error)")
            return Answer(.internalServerError, "The report could not be made\n")
        }
    }

    private func metrics() async -> Answer {
        let report = await askReport()
        return Answer(
            .ok, MetricsText(receiver: receiver.figures, connections: connections, report: report).text, type: MetricsText.contentType)
    }

    private var connections: ConnectionMetrics {
        let figures = receiver.figures
        return ConnectionMetrics(open: places?.count ?? 0, cut: figures.connectionsCut, turnedAway: figures.overloaded)
    }

    private func askReport() async -> ListenerReport {
        let (report, tls) = (report, tls)
        return await withCheckedContinuation { continuation in
            Self.reports.async {
                var answer = report()
                if let tls {
                    let fault = tls.fault(at: Date())
                    answer.checks.append(.init(TLSIdentity.check, isWell: fault == nil, detail: fault ?? ""))
                }
                continuation.resume(returning: answer)
            }
        }
    }

    /// Whether it comes from this machine, or all are told everything: others learn nothing of pages and data.
    private func isNear(_ request: Request, _ channel: any Channel) -> Bool {
        limits.metricsForAll
            || NearRule(senders: senders, publicHost: limits.publicHost).isNear(
                request.headers, host: request.head.authority, peer: channel.remoteAddress?.ipAddress,
                local: channel.localAddress?.ipAddress)
    }
}
