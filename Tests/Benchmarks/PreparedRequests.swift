import Foundation
import MetaLeads
import MetaSimulator

/// Signed deliveries of one lead each, ready to be sent: making them must not cost while they are counted.
struct PreparedRequests: Sendable {
    static let pageID = "100200300400500"
    static let appSecret = "0123456789abcdef0123456789abcdef"

    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// All different: no lead comes twice.
    init(count: Int) {
        let now = Date()
        bytes.reserveCapacity(count * 640)
        for number in 0..<count {
            append(Self.delivery(of: "\(7_000_000_000_000_000 + number)", now))
        }
    }

    init(leads: [SimulatedLead], appSecret: String) {
        for lead in leads { append(Self.request(WebhookBody.make([lead]), appSecret)) }
    }

    private mutating func append(_ request: [UInt8]) {
        bytes += request
        ends.append(bytes.count)
    }

    private static func delivery(of lead: String, _ now: Date) -> [UInt8] {
        request(WebhookBody.make([SimulatedLead(id: lead, pageID: pageID, formID: "900800700600", createdTime: now)]), appSecret)
    }

    private static func request(_ body: [UInt8], _ secret: String) -> [UInt8] {
        let head = """
            POST /api/meta/webhook HTTP/1.1\r
            Host: 127.0.0.1\r
            User-Agent: facebookexternalua\r
            Content-Type: application/json\r
            X-Hub-Signature-256: \(WebhookSignature.header(for: body, appSecret: secret))\r
            Content-Length: \(body.count)\r
            \r

            """
        return Array(head.utf8) + body
    }

    func withRequest<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = number == 0 ? 0 : ends[number - 1]
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[number]])) }
    }
}
