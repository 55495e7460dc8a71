import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks the Graph API over HTTP. Redirects are not followed, since they would carry the token elsewhere.
public final class GraphClient: GraphAPI {
    /// No answer of Meta's to these questions comes near.
    private static let bodyLimit = 4 << 20

    private let http: HTTPClient
    let address: GraphAddress
    private let timeout: Duration

    /// `timeout` covers a whole request, from the name to the last byte. Throws `GraphAddressError`.
    /// `shutdown()` must be called before the client is let go.
    public init(
        baseURL: String = "https://graph.facebook.com", version: String = "v25.0", timeout: Duration = .seconds(15)
    ) throws(GraphAddressError) {
        address = try GraphAddress(baseURL: baseURL, version: version)
        self.timeout = timeout
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.timeout.connect = .milliseconds(Int64(min(timeout, .seconds(10)) / .milliseconds(1)))
        // The intake has its own plan of retries, and a person who tests the connection wants the answer now.
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; waits for requests under way. Further questions fail as `unreachable`.
    public func shutdown() async {
        // Its only error says that it was shut down before, which is what was wanted.
        try? await http.shutdown()
    }

    public func lead(
        _ id: String, access: PageAccess, fields: LeadFields
    ) async throws(GraphFailure) -> GraphReply<GraphLead> {
        try await ask(address.lead(id, access, fields)) { (body) throws(GraphFailure) in
            try GraphLead.parse(body, askedFor: id)
        }
    }

    public func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
        try await ask(address.form(id, access), GraphForm.parse)
    }

    public func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> {
        try await ask(address.page(access), GraphPage.parse)
    }

    public func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> {
        try await ask(address.debugToken(access), TokenFacts.parse)
    }

    /// Puts a question and reads its answer; an answer with an error in it is none.
    func ask<Value: Sendable>(
        _ request: GraphRequest, _ parse: ([UInt8]) throws(GraphFailure) -> Value
    ) async throws(GraphFailure) -> GraphReply<Value> {
        let answer = try await send(request)
        guard (200..<300).contains(answer.status), !GraphAnswer.holdsError(answer.body) else {
            throw GraphErrorClass.classify(
                status: answer.status, headers: answer.headers, body: answer.body, secrets: request.secrets)
        }
        return GraphReply(value: try parse(answer.body), usage: GraphUsage.parse(answer.headers))
    }

    private struct Answer: Sendable {
        let status: Int
        let headers: [(String, String)]
        let body: [UInt8]
    }

    private func send(_ request: GraphRequest) async throws(GraphFailure) -> Answer {
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
    private func exchange(_ request: HTTPClientRequest) async throws -> Answer {
        let (http, timeout) = (http, timeout)
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask {
                let response = try await http.execute(request, deadline: .now() + .milliseconds(Int64(timeout / .milliseconds(1))))
                let body = try await response.body.collect(upTo: Self.bodyLimit)
                return Answer(
                    status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
                    body: Array(body.readableBytesView))
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
