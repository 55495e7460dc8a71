import CRM
import MetaLeads

/// What happened to an event, as the rules need to know it.
public enum IntakeOutcome: Hashable, Sendable {
    /// The lead is a customer already.
    case alreadyHere
    /// The event names no lead.
    case noLead
    /// No user has the event's page.
    case noUser
    /// The page has no access token.
    case noToken
    /// The page was blocked while the event waited for its turn.
    case pageBlocked(reason: String, remedy: String, code: EventReason)
    /// The page's quota at Meta is used up for so long, in seconds; Meta was not asked.
    case pageOnHold(seconds: Double)
    /// Meta told a lead, and not the one that was asked for.
    case otherLead
    /// Meta told the lead.
    case read
    /// Meta was asked for these fields and did not tell the lead.
    case failed(GraphFailure, asked: LeadFields)
}
