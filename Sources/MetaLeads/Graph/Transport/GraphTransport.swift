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
