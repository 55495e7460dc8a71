import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Speaks HTTP to the webhook, as Meta does.
struct WebhookPoster: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: String
    }

    private static let timeout = TimeAmount.seconds(20)
    private let http: HTTPClient

    init() {
        // A redirect could lead away from this machine.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.timeout.connect = .seconds(5)
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The HTTP status of the answer.
    func post(_ body: SignedBody, to address: WebhookAddress) async throws -> Int {
        var request = HTTPClientRequest(url: address.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "facebookexternalua")
        if let signature = body.signature {
            request.headers.add(name: "X-Hub-Signature-256", value: signature)
        }
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        return try await execute(request).status
    }

    /// The verification of a callback (Meta: Graph API webhooks, getting started, "VerificationResult requests").
    func verify(_ address: WebhookAddress, token: String, challenge: String) async throws -> Answer {
        var parts = URLComponents()
        parts.queryItems = [
            URLQueryItem(name: "hub.mode", value: "subscribe"), URLQueryItem(name: "hub.challenge", value: challenge),
            URLQueryItem(name: "hub.verify_token", value: token),
        ]
        // URLComponents leaves "+", which a server reads as a space.
        let query = (parts.percentEncodedQuery ?? "").replacing("+", with: "%2B")
        var request = HTTPClientRequest(url: "\(address.url)?\(query)")
        request.headers.add(name: "User-Agent", value: "facebookplatform/1.0 (+http://developers.facebook.com)")
        return try await execute(request)
    }

    func shutdown() async {
        // Its only error says that it was shut down before, which is what was wanted.
        try? await http.shutdown()
    }

    private func execute(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await http.execute(request, deadline: .now() + Self.timeout)
        // Reading to the end gives the connection back to the pool.
        let body = try await response.body.collect(upTo: 1 << 16)
        return Answer(status: Int(response.status.code), body: String(buffer: body))
    }
}
