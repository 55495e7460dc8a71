import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// HTTP in front of the Graph side, on loopback only.
final class GraphServer: Sendable {
    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            channel = source.channel
        }
    }

    private let task: Task<Void, any Error>
    /// The port that is bound.
    let port: Int

    /// Returns once it listens; `port` 0 takes a free one.
    init(
        port: Int, logger: Logger, answer: @escaping @Sendable (GraphCall) async -> GraphAnswer
    ) async throws(SimulatorError) {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = logger
        // Its own information (started, stopped, each request) is of no use to anybody here.
        logger.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            responder: CallbackResponder<Context> { request, context in
                try await Self.respond(to: request, context, answer)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? port)
                found.finish()
            },
            logger: logger)
        task = Task {
            // Ends the stream when it could not listen.
            defer { found.finish() }
            try await application.run()
        }
        var iterator = ports.makeAsyncIterator()
        if let bound = await iterator.next() {
            self.port = bound
        } else {
            let reason: String
            switch await task.result {
            case .failure(let error): reason = "\(error)"
            case .success: reason = "it was called off"
            }
            throw .cannotBind(port, reason)
        }
    }

    /// Closes the port and every connection.
    func stop() async {
        task.cancel()
        _ = await task.result
    }

    private static func respond(
        to request: Request, _ context: Context, _ answer: @Sendable (GraphCall) async -> GraphAnswer
    ) async throws -> Response {
        let form = try await request.body.collect(upTo: 1 << 20)
        let call = GraphCall(
            method: request.method.rawValue, host: request.head.authority ?? "127.0.0.1", target: request.uri.string,
            authorization: request.headers[.authorization], form: String(buffer: form))
        let answer = await answer(call)
        if case .none = answer.content {
            try? await context.channel.close()
            throw CancellationError()
        }
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
