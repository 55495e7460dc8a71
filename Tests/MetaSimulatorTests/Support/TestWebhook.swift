import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import TestSupport

@testable import MetaSimulator

/// A webhook that keeps what it gets.
final class TestWebhook: Sendable {
    struct Post: Sendable {
        let body: [UInt8]
        let signature: String?
        let contentType: String?
    }

    private let server: LoopbackServer
    private let posts: AsyncStream<Post>
    private let arrived: AsyncStream<Post>.Continuation
    var url: String { "http://127.0.0.1:\(server.port)/hook" }

    /// Answers the first posts with `failures`, the others with 200; verifies under `verifyToken`.
    init(failures: [Int] = [], verifyToken: String = "") async throws {
        let (posts, arrived) = AsyncStream.makeStream(of: Post.self)
        let left = Mutex(failures[...])
        let logger = Logger.quiet
        server = try await LoopbackServer(port: 0, logger: logger) { request, body in
            if request.method == .get { return Self.verification(request, verifyToken) }
            let failure = left.withLock { $0.popFirst() }
            arrived.yield(
                Post(
                    body: Array(body.readableBytesView),
                    signature: HTTPField.Name("X-Hub-Signature-256").flatMap { request.headers[$0] },
                    contentType: request.headers[.contentType]))
            return Self.response(HTTPResponse.Status(code: failure ?? 200), "EVENT_RECEIVED")
        }
        self.posts = posts
        self.arrived = arrived
    }

    private static func verification(_ request: Request, _ verifyToken: String) -> Response {
        let query = request.uri.queryParameters
        let isRight = query["hub.mode"] == "subscribe" && query["hub.verify_token"].map(String.init) == verifyToken
        return response(isRight ? .ok : .forbidden, query["hub.challenge"].map(String.init) ?? "")
    }

    private static func response(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The next posts, fewer when the deadline passes first.
    func next(_ count: Int, within deadline: Duration = .seconds(600)) async -> [Post] {
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
        await server.stop()
        arrived.finish()
    }
}
