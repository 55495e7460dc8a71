import Base

/// The errors of the Graph side, in Meta's words and with Meta's HTTP statuses (Meta: Graph API, handling errors).
struct GraphError: Error, Sendable {
    var status: Int
    var code: Int
    var subcode: Int?
    var type = "OAuthException"
    var message: String
    var isTransient: Bool?
    var headers: [(String, String)] = []

    func answer(traceID: String) -> GraphAnswer {
        var error: [JSONText.Member] = [
            .init("message", .string(message)), .init("type", .string(type)), .init("code", .number(code)),
        ]
        if let subcode { error.append(.init("error_subcode", .number(subcode))) }
        if let isTransient { error.append(.init("is_transient", .bool(isTransient))) }
        error.append(.init("fbtrace_id", .string(traceID)))
        return GraphAnswer(status: status, .json(.object([.init("error", .object(error))])), headers: headers)
    }

    static let noToken = GraphError(
        status: 400, code: 104, message: "An access token is required to request this resource.")

    static let unreadableToken = token(nil, "Invalid OAuth access token - Cannot parse access token")

    static let expiredToken = token(
        463,
        "Error validating access token: Session has expired on Thursday, 01-Oct-26 09:00:00 PDT. "
            + "The current time is Monday, 05-Oct-26 02:12:41 PDT.")

    private static func token(_ subcode: Int?, _ message: String) -> GraphError {
        GraphError(
            status: 400, code: 190, subcode: subcode, message: message,
            headers: [("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\" \"\(message)\"")])
    }

    static let badProof = GraphError(
        status: 400, code: 100, type: "GraphMethodException",
        message: "Invalid appsecret_proof provided in the API argument")

    static let missingProof = GraphError(
        status: 400, code: 100, type: "GraphMethodException",
        message: "API calls from the server require an appsecret_proof argument")

    static let permission = GraphError(
        status: 403, code: 200, message: "(#200) Requires leads_retrieval permission to manage the object")

    static func noObject(_ id: String, method: String) -> GraphError {
        GraphError(
            status: 400, code: 100, subcode: 33, type: "GraphMethodException",
            message: "Unsupported \(method.lowercased()) request. Object with ID '\(id)' does not exist, cannot be "
                + "loaded due to missing permissions, or does not support this operation. Please read the Graph API "
                + "documentation at https://developers.facebook.com/docs/graph-api")
    }

    static func noField(_ name: String, on node: String) -> GraphError {
        GraphError(
            status: 400, code: 100,
            message: "(#100) Tried accessing nonexisting field (\(name)) on node type (\(node))")
    }

    static func unknownPath(_ path: [String]) -> GraphError {
        GraphError(
            status: 400, code: 2500, message: "Unknown path components: /\(path.dropFirst().joined(separator: "/"))")
    }

    /// `minutes` until the page may ask again.
    static func pageLimit(_ pageID: String, minutes: Int) -> GraphError {
        GraphError(
            status: 400, code: 80005,
            message: "(#80005) There have been too many leadgen api calls to this Page account. Wait a bit and try "
                + "again. For more info, please refer to "
                + "https://developers.facebook.com/docs/graph-api/overview/rate-limiting#lead-generation.",
            headers: [
                (
                    "X-Business-Use-Case-Usage",
                    "{\"\(pageID.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })\":"
                        + "[{\"type\":\"leadgen\",\"call_count\":100,\"total_cputime\":25,\"total_time\":25,"
                        + "\"estimated_time_to_regain_access\":\(minutes)}]}"
                )
            ])
    }

    static let appLimit = GraphError(
        status: 403, code: 4, message: "(#4) Application request limit reached", isTransient: true,
        headers: [("X-App-Usage", "{\"call_count\":101,\"total_time\":25,\"total_cputime\":25}")])

    static let unknown = GraphError(
        status: 500, code: 1, message: "An unknown error has occurred.", isTransient: true)

    static let serviceDown = GraphError(
        status: 500, code: 2, message: "An unexpected error has occurred. Please retry your request later.",
        isTransient: true)
}
