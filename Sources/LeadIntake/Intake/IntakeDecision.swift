import CRM
import Foundation

/// What the intake does next with an event.
public enum IntakeDecision: Hashable, Sendable {
    /// Make the customer.
    case save
    /// Ask once more at once, for the fields that any page token may read.
    case retryMinimal
    /// Record this and be done.
    case settle(AttemptResult)
    /// Record this, and let the page's events wait until its settings change.
    case blockPage(AttemptResult, reason: String, remedy: String)
    /// Record this, and ask Meta nothing more for the page, or for all pages of its app, until then.
    case pause(AttemptResult, RateLimits.Reach, until: Date)
}
