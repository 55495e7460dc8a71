import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A webhook that keeps what it gets.
final class TestWebhook: Sendable {
    struct Post: Sendable {
        let body: [UInt8]
        let signature: String?
        let contentType: String?
    }

    private let task: Task<Void, any Error>
    private let posts: AsyncStream<Post>
    let url: String

    /// Answers the first posts with `failures`, the others with 200; verifies under `verifyToken`.
    init(failures: [Int] = [], verifyToken: String = "") async throws {
        let (posts, arrived) = AsyncStream.makeStream(of: Post.self)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let left = Mutex(failures[...])
        let router = Router()
        router.post("hook") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 22)
            let failure = left.withLock { $0.popFirst() }
            arrived.yield(
                Post(
                    body: Array(body.readableBytesView),
                    signature: HTTPField.Name("X-Hub-Signature-256").flatMap { request.headers[$0] },
                    contentType: request.headers[.contentType]))
            return Response(
                status: HTTPResponse.Status(code: failure ?? 200),
                body: ResponseBody(byteBuffer: ByteBuffer(string: "EVENT_RECEIVED")))
        }
        router.get("hook") { request, _ in
            let query = request.uri.queryParameters
            let isRight = query["hub.mode"] == "subscribe" && query["hub.verify_token"].map(String.init) == verifyToken
            return Response(
                status: isRight ? .ok : .forbidden,
                body: ResponseBody(byteBuffer: ByteBuffer(string: query["hub.challenge"].map(String.init) ?? "")))
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                bound.yield(channel.localAddress?.port ?? 0)
                bound.finish()
            }, logger: logger)
        task = Task {
            defer {
                bound.finish()
                arrived.finish()
            }
            try await application.run()
        }
        self.posts = posts
        var iterator = ports.makeAsyncIterator()
        let port = await iterator.next() ?? 0
        url = "http://127.0.0.1:\(port)/hook"
    }

    /// The next posts, fewer when the deadline passes first.
    func next(_ count: Int, within deadline: Duration = .seconds(120)) async -> [Post] {
        await withTaskGroup(of: [Post].self) { group in
            group.addTask { [posts] in
                var found: [Post] = []
                guard count > 0 else { return found }
                for await post in posts {
                    found.append(post)
                    if found.count == count { break }
                }
                return found
            }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            // After the deadline: what the cancelled reader has got so far.
            return first.isEmpty ? await group.next() ?? [] : first
        }
    }

    func stop() async {
        task.cancel()
        _ = await task.result
    }
}
