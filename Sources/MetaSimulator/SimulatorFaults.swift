import Foundation

/// The faults on the Graph side; may be changed while it runs.
public struct SimulatorFaults: Sendable, Hashable {
    /// How long every answer is held back.
    public var latency: Duration
    /// The share of calls, 0 to 1, answered with Meta's own trouble: codes 1 and 2 with HTTP 500, or plain text.
    public var serverErrors: Double
    /// Every token has expired: code 190, subcode 463, HTTP 400.
    public var expiredToken: Bool
    /// The pages, by id, whose token has expired.
    public var expiredPages: Set<String>
    /// The page's quota for leads is used up: code 80005 with `X-Business-Use-Case-Usage`.
    public var rateLimited: Bool
    /// The app's quota is used up: code 4.
    public var appLimited: Bool
    /// The time that Meta states while `rateLimited`, in minutes.
    public var minutesToRegainAccess: Int
    /// `leads_retrieval` is missing: code 200, HTTP 403.
    public var permissionMissing: Bool
    /// Fields of a lead that this token may not read: code 100, "nonexisting field".
    public var refusedFields: Set<String>
    /// When every token ends, and when its access to people's data does; nil: never.
    public var tokenExpiresAt: Date?
    public var dataAccessExpiresAt: Date?
    /// No page sends to the app at the start; a subscription changes that.
    public var startsUnsubscribed: Bool
    /// The app has no subscription to pages: nobody entered a callback.
    public var appUnsubscribed: Bool
    /// Leads Access keeps the app out.
    public var leadsAccessDenied: Bool
    /// Connections are closed without an answer.
    public var down: Bool
    /// A page of HTML with HTTP 200, as from a proxy in between.
    public var garbage: Bool
    /// The lists of leads are empty, so that leads come by webhook alone.
    public var unlisted: Bool

    public init(
        latency: Duration = .zero, serverErrors: Double = 0, expiredToken: Bool = false,
        expiredPages: Set<String> = [], rateLimited: Bool = false, appLimited: Bool = false,
        minutesToRegainAccess: Int = 1, permissionMissing: Bool = false, refusedFields: Set<String> = [],
        tokenExpiresAt: Date? = nil, dataAccessExpiresAt: Date? = nil, startsUnsubscribed: Bool = false,
        appUnsubscribed: Bool = false, leadsAccessDenied: Bool = false, down: Bool = false, garbage: Bool = false,
        unlisted: Bool = false
    ) {
        self.latency = latency
        self.serverErrors = serverErrors
        self.expiredToken = expiredToken
        self.expiredPages = expiredPages
        self.rateLimited = rateLimited
        self.appLimited = appLimited
        self.minutesToRegainAccess = minutesToRegainAccess
        self.permissionMissing = permissionMissing
        self.refusedFields = refusedFields
        self.tokenExpiresAt = tokenExpiresAt
        self.dataAccessExpiresAt = dataAccessExpiresAt
        self.startsUnsubscribed = startsUnsubscribed
        self.appUnsubscribed = appUnsubscribed
        self.leadsAccessDenied = leadsAccessDenied
        self.down = down
        self.garbage = garbage
        self.unlisted = unlisted
    }

    func hasExpired(_ page: SimulatedPage) -> Bool { expiredToken || expiredPages.contains(page.id) }
}
