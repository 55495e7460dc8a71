import Base
import Foundation

/// Meta's knowledge about an access token (Meta: Facebook Login, debugging and error handling, `debug_token`).
///
/// Two clocks run: a token that never expires (`expiresAt` nil) still stops at `dataAccessExpiresAt`.
public struct TokenFacts: Sendable, Hashable {
    /// A permission and the pages it is limited to; an empty list means no limit.
    public struct Scope: Sendable, Hashable {
        public let name: String
        public let targetIDs: [String]

        public init(name: String, targetIDs: [String] = []) {
            self.name = name
            self.targetIDs = targetIDs
        }
    }

    public var isValid: Bool
    /// `PAGE`, `USER` or `SYSTEM_USER`.
    public var type: String?
    /// nil: never.
    public var expiresAt: Date?
    /// nil: never, or not told.
    public var dataAccessExpiresAt: Date?
    public var scopes: [String]
    public var granularScopes: [Scope]
    /// The page of a page token.
    public var profileID: String?
    public var appID: String?
    public var appName: String?
    public var userID: String?
    /// Why the token is not valid, in Meta's words, without any token.
    public var problem: String?

    public init(
        isValid: Bool, type: String? = nil, expiresAt: Date? = nil, dataAccessExpiresAt: Date? = nil,
        scopes: [String] = [], granularScopes: [Scope] = [], profileID: String? = nil, appID: String? = nil,
        appName: String? = nil, userID: String? = nil, problem: String? = nil
    ) {
        self.isValid = isValid
        self.type = type
        self.expiresAt = expiresAt
        self.dataAccessExpiresAt = dataAccessExpiresAt
        self.scopes = scopes
        self.granularScopes = granularScopes
        self.profileID = profileID
        self.appID = appID
        self.appName = appName
        self.userID = userID
        self.problem = problem
    }

    /// Reads the answer of `debug_token`; throws as `GraphLead.parse` does. A token that is not valid is no error
    /// here but a fact. `secrets`, those of the question, are taken out of Meta's words.
    static func parse(_ body: [UInt8], secrets: [String]) throws(GraphFailure) -> TokenFacts {
        guard let data = try GraphAnswer.object(body)["data"], let isValid = data["is_valid"]?.bool else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the access token has no is_valid.")
        }
        return TokenFacts(
            isValid: isValid, type: data["type"]?.text,
            expiresAt: MetaTime.date(data["expires_at"]),
            dataAccessExpiresAt: MetaTime.date(data["data_access_expires_at"]),
            scopes: (data["scopes"]?.elements ?? []).compactMap(\.text),
            granularScopes: (data["granular_scopes"]?.elements ?? []).compactMap { scope in
                scope["scope"]?.text.map {
                    Scope(name: $0, targetIDs: (scope["target_ids"]?.elements ?? []).compactMap(\.text))
                }
            },
            profileID: data["profile_id"]?.text, appID: data["app_id"]?.text, appName: data["application"]?.text,
            userID: data["user_id"]?.text,
            problem: data["error"]?["message"]?.text.map { Redaction.sentence($0, secrets: secrets) })
    }
}
