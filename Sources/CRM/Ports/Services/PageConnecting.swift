import Foundation

/// Changes at Meta what connects a page, and looks at a token before it is saved.
public protocol PageConnecting: Sendable {
    /// Subscribes the page to `leadgen`, keeping the fields that were there. Never throws: what came of it is the line, `good` when
    /// the page is subscribed now.
    func subscribe(_ settings: PageSettings, at now: Date) async -> PageCheckReport.Line

    /// Asks Meta whether the access token works and lasts. Answers within seconds, and never throws.
    func vet(_ settings: PageSettings, at now: Date) async -> TokenVerdict
}

/// Whether a page access token may be saved.
public enum TokenVerdict: Hashable, Sendable {
    case accepted
    /// Meta could not be asked, and why in one sentence: the token is saved all the same.
    case unchecked(String)
    /// Meta refuses the token, or it would end within hours: why, and what to do.
    case refused(String)
}
