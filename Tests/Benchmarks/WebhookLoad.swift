import Foundation

/// Sends deliveries over many kept-alive connections, each as soon as the one before it was answered. Plain sockets and `poll` on the
/// calling thread, so that what is measured is the other side.
struct WebhookLoad {
    struct Result: Sendable {
        var answered = 0
        var seconds = 0.0
        var times = Latencies()
        /// All that were answered, those of the warm-up too.
        var total = 0
    }

    static let connections = 64
    static let warmUp = 1.0

    var port: Int
    var requests: PreparedRequests

    /// Runs for a second of warm-up and `seconds` that count, or until there are no more requests.
    func run(seconds: Double) throws -> Result {
        let sockets = try (0..<Self.connections).map { _ in try LoopbackSocket(port: port) }
        var descriptors = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var started = [UInt64](repeating: 0, count: sockets.count)
        var next = 0
        var result = Result()
        let begin = Latencies.now
        let counted = begin + UInt64(Self.warmUp * 1e9)
        let end = counted + UInt64(seconds * 1e9)
        var underWay = 0
        func send(_ index: Int) throws {
            guard next < requests.count, Latencies.now < end else { return }
            started[index] = Latencies.now
            try requests.withRequest(next) { try sockets[index].send($0) }
            next += 1
            underWay += 1
        }
        for index in sockets.indices { try send(index) }
        var last = begin
        while underWay > 0 {
            guard poll(&descriptors, nfds_t(descriptors.count), 10_000) > 0 else { throw Trouble("No answer came for 10 seconds.") }
            for index in descriptors.indices where descriptors[index].revents != 0 {
                guard try sockets[index].receive() else { continue }
                let now = Latencies.now
                underWay -= 1
                result.total += 1
                if started[index] >= counted {
                    result.answered += 1
                    result.times.record(from: started[index], to: now)
                    last = now
                }
                try send(index)
            }
        }
        result.seconds = max(1e-9, Double(last > counted ? last - counted : 0) / 1e9)
        return result
    }

    /// The same on a thread of its own.
    func runOnThread(seconds: Double) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try run(seconds: seconds) }) }
        }
    }
}
