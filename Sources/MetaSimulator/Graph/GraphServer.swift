import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore

/// HTTP in front of the Graph side, on loopback only.
struct GraphServer: Sendable {
    private let server: LoopbackServer
    /// The port that is bound.
    var port: Int { server.port }

    /// Returns once it listens; `port` 0 takes a free one.
    init(
        port: Int, logger: Logger, answer: @escaping @Sendable (GraphCall) async -> GraphAnswer
    ) async throws(SimulatorError) {
        server = try await LoopbackServer(port: port, logger: logger) { request, form in
            let call = GraphCall(
                method: request.method.rawValue, host: request.head.authority ?? "127.0.0.1", target: request.uri.string,
                authorization: request.headers[.authorization], form: String(buffer: form))
            return Self.response(await answer(call))
        }
    }

    /// Closes the port and every connection.
    func stop() async { await server.stop() }

    /// Nil where the connection is closed instead.
    private static func response(_ answer: GraphAnswer) -> Response? {
        if case .none = answer.content { return nil }
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
