import Foundation

/// The questions that are put to Meta. A protocol, so that rules and tests need no network.
public protocol GraphAPI: Sendable {
    /// `GET /{lead}`.
    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead>
    /// `GET /{form}`: the name, the language and the questions.
    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm>
    /// `GET /me` with the page's token: which page the token belongs to.
    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage>
    /// `GET /debug_token`: what Meta knows about the token.
    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts>
}

/// An answer of the Graph API and the quota it leaves.
public struct GraphReply<Value: Sendable>: Sendable {
    public var value: Value
    /// nil when Meta sent no usage headers, as it does near zero.
    public var usage: GraphUsage?

    public init(value: Value, usage: GraphUsage? = nil) {
        self.value = value
        self.usage = usage
    }
}

/// Asks the Graph API.
public final class GraphClient: GraphAPI {
    let address: GraphAddress
    private let transport: any GraphTransport

    /// `timeout` covers a whole request, from the name to the last byte. A proxy that the environment names is obeyed. Throws `GraphAddressError`.
    /// `shutdown()` must be called before the client is let go.
    public convenience init(
        baseURL: String = "https://graph.facebook.com", version: String = "v25.0", userAgent: String = "Leadsheet",
        timeout: Duration = .seconds(15), environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(GraphAddressError) {
        let proxy = try GraphProxy(environment, for: baseURL)
        // The address first: a transport that was made must be shut down.
        let address = try GraphAddress(baseURL: baseURL, version: version, userAgent: userAgent)
        self.init(address: address, transport: HTTPTransport(timeout: timeout, proxy: proxy))
    }

    /// Throws the sentence that refuses an address of the Graph API, without a client.
    public static func check(baseURL: String, version: String) throws(GraphAddressError) {
        _ = try GraphAddress(baseURL: baseURL, version: version)
    }

    /// A client whose questions are carried by other means than HTTP. Throws `GraphAddressError`.
    package convenience init(
        baseURL: String = "https://graph.facebook.com", version: String = "v25.0", transport: any GraphTransport
    ) throws(GraphAddressError) {
        self.init(address: try GraphAddress(baseURL: baseURL, version: version), transport: transport)
    }

    private init(address: GraphAddress, transport: any GraphTransport) {
        self.address = address
        self.transport = transport
    }

    /// Closes the connections; waits for requests under way. Further questions fail as `unreachable`.
    public func shutdown() async {
        await transport.shutdown()
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
        let question = try address.debugToken(access)
        return try await ask(question) { (body) throws(GraphFailure) in
            try TokenFacts.parse(body, secrets: question.secrets)
        }
    }

    /// Puts a question and reads its answer; an answer with an error in it is none.
    func ask<Value: Sendable>(
        _ request: GraphRequest, _ parse: ([UInt8]) throws(GraphFailure) -> Value
    ) async throws(GraphFailure) -> GraphReply<Value> {
        let answer = try await transport.send(request)
        guard (200..<300).contains(answer.status), !GraphAnswer.holdsError(answer.body) else {
            throw GraphErrorClass.classify(
                status: answer.status, headers: answer.headers, body: answer.body, secrets: request.secrets)
        }
        return GraphReply(value: try parse(answer.body), usage: GraphUsage.parse(answer.headers))
    }
}
