import Base

/// The page that a page access token belongs to.
public struct GraphPage: Sendable, Hashable {
    public var id: String
    public var name: String?

    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }

    /// Reads the answer to a request for `/me`; throws as `GraphLead.parse` does.
    public static func parse(_ body: [UInt8]) throws(GraphFailure) -> GraphPage {
        let value = try GraphAnswer.object(body)
        guard let id = value["id"]?.text else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the page has no id.")
        }
        return GraphPage(id: id, name: value["name"]?.text)
    }
}

/// The secrets that open a page at Meta. Never printed: every description hides both secrets.
public struct PageAccess: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public let accessToken: String
    public let appSecret: String?

    /// Spaces and line ends around a pasted secret are dropped; an empty app secret counts as none.
    public init(accessToken: String, appSecret: String? = nil) {
        self.accessToken = String(accessToken.trimming(while: \.isWhitespace))
        self.appSecret = appSecret.map { String($0.trimming(while: \.isWhitespace)) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    public var description: String { "PageAccess(app secret: \(appSecret == nil ? "none" : "set"))" }
    public var debugDescription: String { description }
    /// `dump` and string interpolation of a containing value go through the mirror.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension StringProtocol {
    func trimming(while drops: (Character) -> Bool) -> SubSequence {
        var rest = drop(while: drops)
        while let last = rest.last, drops(last) { rest.removeLast() }
        return rest
    }
}

/// The answer of Meta's Leads Access about a user and an app (Meta: Graph API reference, HasLeadAccess).
public struct LeadAccess: Sendable, Hashable {
    public var canAccessLeads: Bool
    /// False: the app is not assigned to the page; nil: not told.
    public var appHasPermission: Bool?
    /// Meta's own words, without any token.
    public var reason: String?
    public var resolution: String?

    public init(canAccessLeads: Bool, appHasPermission: Bool? = nil, reason: String? = nil, resolution: String? = nil) {
        self.canAccessLeads = canAccessLeads
        self.appHasPermission = appHasPermission
        self.reason = reason
        self.resolution = resolution
    }

    /// Throws `unreadable` when Meta does not say, as for a system user; otherwise as `GraphLead.parse` does.
    /// `secrets`, those of the question, are taken out of Meta's words.
    static func parse(_ body: [UInt8], secrets: [String]) throws(GraphFailure) -> LeadAccess {
        let answer = try GraphAnswer.object(body)["has_lead_access"]
        // Asked with modifiers it may come as a list of one.
        guard let facts = answer?["data"]?.elements?.first ?? answer, let canAccess = facts["can_access_lead"]?.bool else {
            throw GraphFailure(kind: .unreadable, message: "Meta does not say whether Leads Access lets this token in.")
        }
        func words(_ key: JSONKey) -> String? {
            facts[key]?.text.flatMap { $0.isEmpty ? nil : Redaction.sentence($0, secrets: secrets) }
        }
        return LeadAccess(
            canAccessLeads: canAccess, appHasPermission: facts["app_has_leads_permission"]?.bool,
            reason: words("failure_reason"), resolution: words("failure_resolution"))
    }
}
