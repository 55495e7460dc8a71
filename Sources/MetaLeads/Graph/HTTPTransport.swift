import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Carries one question to the Graph API and its answer back.
package protocol GraphTransport: Sendable {
    /// Gives whatever was answered, errors of Meta's too. Throws `unreachable` when nothing was, `unreadable` for an answer beyond all
    /// bounds.
    func send(_ request: GraphRequest) async throws(GraphFailure) -> HTTPAnswer
    /// Closes the connections; further questions fail as `unreachable`.
    func shutdown() async
}

/// An answer as it came, whatever its status.
package struct HTTPAnswer: Sendable {
    package let status: Int
    package let headers: [(String, String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

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

/// Why no answer came at all, in words.
enum TransportFailure {
    /// The failure for an error of the HTTP client: `unreachable`, or `tooLarge` for an answer beyond the limit.
    static func of(_ error: any Error, secrets: [String] = []) -> GraphFailure {
        switch error {
        case is NIOTooManyBytesError:
            return GraphFailure(kind: .tooLarge, message: "The answer is larger than 4 MiB.")
        case is CancellationError, HTTPClientError.cancelled as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "The request was called off.")
        case HTTPClientError.alreadyShutdown as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "Leadsheet is being closed.")
        case HTTPClientError.deadlineExceeded as HTTPClientError, HTTPClientError.readTimeout as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "Meta did not answer in time.")
        case HTTPClientError.connectTimeout as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "The connection to Meta was not made in time.")
        default:
            return GraphFailure(kind: .unreachable, message: sentence(String(describing: error)), secrets: secrets)
        }
    }

    /// The types of these errors are private to the network library or its TLS half, so their text is all there is;
    /// the text of a TLS error even names source files.
    private static func sentence(_ text: String) -> String {
        func says(_ words: String...) -> Bool { words.contains(where: text.contains) }
        if says("CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate") {
            return "The server's certificate is not valid: check the clock and whether a proxy stands in between."
        }
        if says("handshake", "BoringSSL", "NIOSSL") {
            return "No TLS connection could be made: check the Graph URL and whether a proxy stands in between."
        }
        if says("UnknownHost", "DNS error") { return "The name in the Graph URL could not be resolved." }
        if says("Connection refused", "errno: 111") { return "The connection was refused: nothing listens there." }
        if says("remoteConnectionClosed", "Connection reset") { return "The connection was closed before the answer." }
        return "No connection to Meta: \(text)"
    }
}
