import Base

/// Judges a failed answer by Meta's code and subcode (Meta: Graph API, handling errors).
///
/// The HTTP status is only asked when there is no code: an expired token comes with 400, 401 or 403, a limit with 400
/// or 403, and an error even with 200. The `type` is no help either, it is `OAuthException` for limits too.
public enum GraphErrorClass {
    /// `headers` in any letter case; `secrets` are hidden in every text of the result.
    public static func classify(
        status: Int, headers: [(String, String)] = [], body: [UInt8], secrets: [String] = []
    ) -> GraphFailure {
        let answer = try? JSONValue.parse(body)
        let error = answer?["error"]
        let code = error?["code"]?.int
        let subcode = error?["error_subcode"]?.int
        let text = error?["message"]?.text ?? error?.text
        let isTransient = error?["is_transient"]?.bool
        let userTitle = error?["error_user_title"]?.text
        let userMessage = error?["error_user_msg"]?.text
        let facts = Facts(
            status: status, code: code, subcode: subcode, message: text ?? "", isTransient: isTransient,
            hasUserText: userTitle != nil || userMessage != nil,
            saysInvalidToken: value(of: "www-authenticate", in: headers)?.contains("invalid_token") ?? false,
            hasError: error != nil && error != .null, isForeign: answer == nil && !body.isEmpty)
        let kind = kind(facts)
        return GraphFailure(
            kind: kind, code: code, subcode: subcode,
            message: text.flatMap { $0.isEmpty ? nil : $0 } ?? "Meta answered HTTP \(status) without saying why.",
            userTitle: userTitle, userMessage: userMessage, traceID: error?["fbtrace_id"]?.text,
            retryAfter: retryAfter(kind, headers), isTransient: isTransient, status: status, secrets: secrets)
    }

    struct Facts {
        var status: Int
        var code: Int?
        var subcode: Int?
        var message: String
        var isTransient: Bool?
        var hasUserText: Bool
        var saysInvalidToken: Bool
        var hasError: Bool
        /// A body that is no JSON: a proxy's page, perhaps, and no word of Meta's.
        var isForeign: Bool
    }

    private struct Row {
        let codes: ClosedRange<Int>
        let kind: GraphFailure.Kind
        var applies: @Sendable (Facts) -> Bool = { _ in true }
    }

    /// The first row that fits decides. Where a row reads the message, Meta has no subcode for the difference.
    private static let table: [Row] = [
        Row(codes: 1...1, kind: .badRequest) { $0.isTransient == false && $0.hasUserText },
        Row(codes: 1...2, kind: .transient),
        Row(codes: 4...4, kind: .rateLimited),
        Row(codes: 17...17, kind: .rateLimited),
        Row(codes: 32...32, kind: .rateLimited),
        Row(codes: 341...341, kind: .rateLimited),
        Row(codes: 613...613, kind: .rateLimited),
        Row(codes: 80000...80014, kind: .rateLimited),
        Row(codes: 102...102, kind: .tokenRefused),
        Row(codes: 190...190, kind: .tokenRefused),
        Row(codes: 100...100, kind: .proofRefused) { $0.message.contains("appsecret_proof") },
        Row(codes: 104...104, kind: .proofRefused),
        Row(codes: 3...3, kind: .permissionMissing),
        Row(codes: 10...10, kind: .fieldRefused, applies: concernsAdFields),
        Row(codes: 10...10, kind: .permissionMissing),
        Row(codes: 200...299, kind: .fieldRefused, applies: concernsAdFields),
        Row(codes: 200...299, kind: .permissionMissing),
        Row(codes: 100...100, kind: .objectMissing) { $0.subcode == 33 },
        Row(codes: 100...100, kind: .fieldRefused) { $0.message.contains("nonexisting field") },
        Row(codes: 100...100, kind: .fieldRefused, applies: concernsAdFields),
        Row(codes: 100...100, kind: .badRequest),
        Row(codes: 803...803, kind: .badRequest),
        Row(codes: 2500...2500, kind: .badRequest),
        Row(codes: 368...368, kind: .blockedAsAbusive),
        Row(codes: 2200...2200, kind: .badRequest),
        Row(codes: 2635...2635, kind: .versionDead),
    ]

    private static func kind(_ facts: Facts) -> GraphFailure.Kind {
        if let code = facts.code,
            let row = table.first(where: { $0.codes.contains(code) && $0.applies(facts) })
        {
            return row.kind
        }
        if facts.saysInvalidToken { return .tokenRefused }
        switch facts.status {
        case 400..<500 where facts.isForeign && facts.status != 408 && facts.status != 429: return .unreadable
        case 401: return .tokenRefused
        case 403: return .permissionMissing
        case 404 where facts.code == nil: return .objectMissing
        case 429: return .rateLimited
        case 408, 500...: return .transient
        default: break
        }
        if facts.isTransient == true { return .transient }
        switch facts.status {
        case 400..<500: return .badRequest
        case 200..<300 where facts.hasError: return .badRequest
        default: return .unreadable
        }
    }

    /// A right on the ad account is missing, which the lead's own answers do not need.
    private static let concernsAdFields: @Sendable (Facts) -> Bool = { facts in
        ["ads_management", "ads_read", "d account"].contains(where: facts.message.contains)
            && !["leads_retrieval", "pages_"].contains(where: facts.message.contains)
    }

    private static func retryAfter(_ kind: GraphFailure.Kind, _ headers: [(String, String)]) -> Duration? {
        // A day at most: a wrong clock or a hostile proxy must not silence a page for ever.
        let limit = 86400
        if let seconds = value(of: "retry-after", in: headers).flatMap({ Int($0.trimming(while: \.isWhitespace)) }),
            seconds > 0
        {
            return .seconds(min(seconds, limit))
        }
        guard kind == .rateLimited, let minutes = GraphUsage.parse(headers)?.minutesToRegainAccess, minutes > 0 else {
            return nil
        }
        return .seconds(min(minutes, limit / 60) * 60)
    }

    private static func value(of name: String, in headers: [(String, String)]) -> String? {
        headers.first { $0.0.lowercased() == name }?.1
    }
}
