import Dispatch

/// One kept-alive connection to the listener, on a queue of its own, where it may block.
///
/// `@unchecked Sendable` is safe: the socket is touched on `queue` alone.
final class PostingConnection: @unchecked Sendable {
    struct Answer: Sendable {
        var sentAt: UInt64
        var receivedAt: UInt64
    }

    private let port: Int
    private let queue = DispatchQueue(label: "posting", qos: .userInteractive)
    private var socket: LoopbackSocket?

    init(port: Int) { self.port = port }

    /// Sends the first of the requests; gives when, and when the 200 was there.
    func post(_ requests: PreparedRequests) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.exchange(requests) }) }
        }
    }

    private func exchange(_ requests: PreparedRequests) throws -> Answer {
        let socket = try self.socket ?? LoopbackSocket(port: port)
        self.socket = socket
        let sentAt = Latencies.now
        try requests.withRequest(0) { try socket.send($0) }
        while try !socket.receive() {}
        return Answer(sentAt: sentAt, receivedAt: Latencies.now)
    }
}
