import Foundation

/// A Meta Page connected to one user, without its secrets: what lists and health show.
public struct MetaPage: Hashable, Sendable, Identifiable {
    /// The page's id at Meta, as text.
    public let id: String
    public let userID: User.ID
    /// The page's name at Meta, once the Graph API has told it.
    public var name: String?
    public var hasAccessToken: Bool
    /// Its settings are kept from the role on the server that reads it, which can neither see nor change them.
    public var hidesSettings = false
    /// False: the page has no app secret, so anybody could post in its name.
    public var signatureChecked: Bool
    public var state: PageState
    /// When Meta last verified the callback with this page's verify token.
    public var verifiedAt: Date?
    public var lastEventAt: Date?
    public var lastLead: LastLead?
    public var token: TokenHealth?
    /// Events that wait for this page: unread leads.
    public var waiting: Int
    /// Nil where none wait for a reason that concerns them all.
    public var heldLeads: HeldLeads?
    public var leads: LedgerTotals
    /// When its leads were last compared with Meta's to the end.
    public var comparedAt: Date?
    /// Why its leads could not be compared with Meta's the last time; nil when they were.
    public var catchUpProblem: Problem?

    public struct LastLead: Hashable, Sendable {
        public var at: Date
        public var customerName: String
        public var formName: String?

        public init(at: Date, customerName: String, formName: String?) {
            self.at = at
            self.customerName = customerName
            self.formName = formName
        }
    }

    public init(
        id: String, userID: User.ID, name: String? = nil, hasAccessToken: Bool = false, signatureChecked: Bool = false,
        state: PageState = .ok, verifiedAt: Date? = nil, lastEventAt: Date? = nil, lastLead: LastLead? = nil,
        token: TokenHealth? = nil, waiting: Int = 0, heldLeads: HeldLeads? = nil, leads: LedgerTotals = LedgerTotals(),
        comparedAt: Date? = nil, catchUpProblem: Problem? = nil
    ) {
        self.id = id
        self.userID = userID
        self.name = name
        self.hasAccessToken = hasAccessToken
        self.signatureChecked = signatureChecked
        self.state = state
        self.verifiedAt = verifiedAt
        self.lastEventAt = lastEventAt
        self.lastLead = lastLead
        self.token = token
        self.waiting = waiting
        self.heldLeads = heldLeads
        self.leads = leads
        self.comparedAt = comparedAt
        self.catchUpProblem = catchUpProblem
    }

    /// Whether a person may enter this as an id: Meta's are numbers.
    public static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The name where it is known, otherwise the id.
    public var title: String { name ?? id }
}

/// Whether a page's leads can be read.
public enum PageState: Hashable, Sendable {
    case ok
    /// The page's events wait until its settings change; the sentences say why and what to do.
    case blocked(reason: String, remedy: String, code: EventReason = .pageBlocked)

    /// The word in `page list --json`.
    public var word: String {
        switch self {
        case .ok: "ok"
        case .blocked: "blocked"
        }
    }
}

/// The last answer of Meta about a page's access token, and about the other things that its leads need.
public struct TokenHealth: Hashable, Sendable, Codable {
    public var checkedAt: Date
    public var isValid: Bool
    /// Nil: never expires.
    public var expiresAt: Date?
    /// Meta's second clock: reading people's data ends here even with a token that never expires.
    public var dataAccessExpiresAt: Date?
    public var missingPermissions: [String]
    /// Whether the page sends `leadgen` to the token's app; nil: Meta did not say.
    public var isSubscribed: Bool?
    /// Faults that the check found at Meta; the token's two clocks are not among them, for they go on.
    public var problems: [Problem]

    public init(
        checkedAt: Date, isValid: Bool, expiresAt: Date? = nil, dataAccessExpiresAt: Date? = nil, missingPermissions: [String] = [],
        isSubscribed: Bool? = nil, problems: [Problem] = []
    ) {
        self.problems = problems
        self.isSubscribed = isSubscribed
        self.checkedAt = checkedAt
        self.isValid = isValid
        self.expiresAt = expiresAt
        self.dataAccessExpiresAt = dataAccessExpiresAt
        self.missingPermissions = missingPermissions
    }

    private enum CodingKeys: String, CodingKey {
        case checkedAt, isValid, expiresAt, dataAccessExpiresAt, missingPermissions, isSubscribed
        case problems = "troubles"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        checkedAt = try values.decode(Date.self, forKey: .checkedAt)
        isValid = try values.decode(Bool.self, forKey: .isValid)
        expiresAt = try values.decodeIfPresent(Date.self, forKey: .expiresAt)
        dataAccessExpiresAt = try values.decodeIfPresent(Date.self, forKey: .dataAccessExpiresAt)
        missingPermissions = try values.decode([String].self, forKey: .missingPermissions)
        isSubscribed = try values.decodeIfPresent(Bool.self, forKey: .isSubscribed)
        // Earlier versions have noted none.
        problems = try values.decodeIfPresent([Problem].self, forKey: .problems) ?? []
    }
}

/// The settings of a page as a person enters them.
public struct PageSettings: Hashable, Sendable {
    public var metaPageId: String
    public var metaPageAccessToken: Secret
    /// Empty: signatures are not checked.
    public var metaAppSecret: Secret
    public var metaVerifyToken: Secret

    public init(metaPageId: String, metaPageAccessToken: Secret, metaAppSecret: Secret, metaVerifyToken: Secret) {
        self.metaPageId = metaPageId
        self.metaPageAccessToken = metaPageAccessToken
        self.metaAppSecret = metaAppSecret
        self.metaVerifyToken = metaVerifyToken
    }
}
