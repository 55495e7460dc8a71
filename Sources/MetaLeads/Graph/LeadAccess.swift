import Base

/// What Meta's Leads Access says about a user and an app (Meta: Graph API reference, HasLeadAccess).
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
