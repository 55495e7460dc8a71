/// What follows when a page could not be compared.
public enum CatchUpDecision: Hashable, Sendable {
    /// Try again after so many seconds.
    case again(seconds: Double)
    /// Ask Meta nothing about the page, or about all pages of its app, for so many seconds.
    case pause(RateLimits.Reach, seconds: Double)
    /// Only a person can help: the page waits for new settings.
    case blockPage(reason: String)
}
