import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks over HTTP. Redirects are not followed, since they would carry the token elsewhere.
struct HTTPTransport: GraphTransport {
    /// No answer of Meta's to these questions comes near.
    private static let bodyLimit = 4 << 20

    private let http: HTTPClient
    private let timeout: Duration

    /// `timeout` covers a whole request, from the name to the last byte.
    init(timeout: Duration, proxy: GraphProxy?) {
        self.timeout = timeout
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.timeout.connect = .milliseconds(Int64(min(timeout, .seconds(10)) / .milliseconds(1)))
        // The intake has its own plan of retries, and a person who tests the connection wants the answer now.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.proxy = proxy.map { proxy in
            guard let user = proxy.user else { return .server(host: proxy.host, port: proxy.port) }
            return .server(host: proxy.host, port: proxy.port, authorization: .basic(username: user, password: proxy.password ?? ""))
        }
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async {
        // Its only error says that it was shut down before, which is what was wanted.
        try? await http.shutdown()
    }

    func send(_ request: GraphRequest) async throws(GraphFailure) -> HTTPAnswer {
        do {
            var outgoing = HTTPClientRequest(url: request.url)
            outgoing.method = HTTPMethod(rawValue: request.method)
            for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
            return try await exchange(outgoing)
        } catch {
            throw TransportFailure.of(error, secrets: request.secrets)
        }
    }

    /// The client's own deadline ends with the head of the answer; a body that comes byte by byte could take for ever.
    private func exchange(_ request: HTTPClientRequest) async throws -> HTTPAnswer {
        try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
            group.addTask { [http, timeout] in
                let response = try await http.execute(request, deadline: .now() + .milliseconds(Int64(timeout / .milliseconds(1))))
                let body = try await response.body.collect(upTo: Self.bodyLimit)
                return HTTPAnswer(
                    status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
                    body: Array(body.readableBytesView))
            }
            group.addTask { [timeout] in
                try await Task.sleep(for: timeout)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
