/// Why an event of the journal is in its state, as a code: the sentence beside it is for people, and decides nothing.
///
/// The raw values are those of `feed --json`; one that was released keeps its meaning.
public enum EventReason: String, Sendable, Codable, CaseIterable {
    /// No user has the event's page.
    case noUser = "no_user"
    /// The page has no access token yet.
    case noToken = "no_token"
    /// Meta refuses the page's access token.
    case tokenRefused = "token_refused"
    /// The access token lacks a permission.
    case permissionMissing = "permission_missing"
    /// The app secret is not that of the token's app.
    case proofRefused = "proof_refused"
    /// The page is blocked, for a reason that was not noted as a code.
    case pageBlocked = "page_blocked"
    /// Meta asked for a pause.
    case rateLimited = "rate_limited"
    /// Meta holds the app for abusive.
    case blockedAsAbusive = "blocked_as_abusive"
    /// Meta does not have the lead, or does not show it with this token.
    case leadMissing = "lead_missing"
    /// Meta answered with another lead than the one asked for.
    case otherLead = "other_lead"
    /// Meta refuses the question itself.
    case requestRefused = "request_refused"
    /// The version of the Graph API is switched off.
    case versionDead = "version_dead"
    /// Meta's own trouble.
    case metaTrouble = "meta_trouble"
    /// No answer: name, connection, TLS or time.
    case metaUnreachable = "meta_unreachable"
    /// An answer that cannot be read.
    case answerUnreadable = "answer_unreadable"
    /// The same lead came before and is here.
    case duplicate
    /// The lead's person was erased.
    case erased
    /// The event names no lead, so there is nothing to fetch.
    case noLead = "no_lead"
    /// The dashboard's test.
    case metaTest = "meta_test"
    /// A notification about something other than leads.
    case notALead = "not_a_lead"
    /// A notification that cannot be read.
    case unreadable
    /// The lead is saved, and the command `on_new_lead` failed for it.
    case hookFailed = "hook_failed"

    /// Those for which Meta wants to be left alone.
    public static let pauses: Set<EventReason> = [.rateLimited, .blockedAsAbusive]
}
