import Foundation

/// A kept-alive connection over which one webhook after the other is posted, each when the one before it was answered. Its calls block.
package final class WebhookConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private static let end = Array("\r\n\r\n".utf8)

    /// Nil when nobody listens on the port. A post that is not answered within `patience` seconds counts as not answered.
    package init?(port: UInt16, patience: Int = 20) {
        guard let descriptor = Wire.connection(to: port) else { return nil }
        self.descriptor = descriptor
        var patience = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    /// The bytes of a POST of a webhook, with the signature of Meta's where there is one (Meta: Graph API webhooks).
    package static func request(_ body: [UInt8], signature: String?) -> [UInt8] {
        let signed = signature.map { "X-Hub-Signature-256: \($0)\r\n" } ?? ""
        let head =
            "POST /api/meta/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: facebookexternalua\r\nContent-Type: application/json\r\n"
            + "\(signed)Content-Length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body
    }

    /// Posts a request and gives the answer when all of it was read; nil when the connection was closed before that. After nil, and after
    /// an answer with `Connection: close`, the connection is of no more use.
    package func post(_ request: [UInt8]) -> Wire.Answer? {
        guard Wire.write(request, to: descriptor) else { return nil }
        received.removeAll(keepingCapacity: true)
        while true {
            if let answer = whole() { return answer }
            let count = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer -> Int in
                let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                if count > 0 { received += buffer[..<count] }
                return count
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
        }
    }

    /// The answer, when all that its length promises is there.
    private func whole() -> Wire.Answer? {
        guard let split = received.firstRange(of: Self.end) else { return nil }
        let head = String(decoding: received[..<split.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let body = received[split.upperBound...]
        guard body.count >= length ?? 0 else { return nil }
        return Wire.Answer(status: status, body: String(decoding: body, as: UTF8.self))
    }
}
