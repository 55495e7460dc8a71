import Base
import Foundation

/// How long a page access token works, in words.
public enum TokenExpiry {
    /// A page token made from a short-lived user token ends after an hour or two (Meta: access tokens for pages); one that lasts has
    /// no end, or at worst weeks.
    public static let shortest: TimeInterval = 86_400
    private static let soon: TimeInterval = 14 * 86_400

    public static let howToLast =
        "Make one that lasts: in Business settings, Users, System users, generate a token with expiry Never, and ask with it for "
        + "the page's token (GET /PAGE_ID?fields=access_token). A page token made from a long-lived user token lasts too."

    /// Such as `1 hour`, `50 minutes`; for what lies ahead.
    public static func span(until end: Date, from now: Date) -> String {
        let minutes = max(1, Int(end.timeIntervalSince(now) / 60))
        switch minutes {
        case ..<60: return Counted.text(minutes, "minute")
        case ..<2880: return Counted.text(minutes / 60, "hour")
        default: return Counted.text(minutes / 1440, "day")
        }
    }

    /// One clock: how far its end is, and what to do where that is near; no severity where it is not. The words follow upon what it is that
    /// ends: `expires in 3 days`.
    public static func line(
        _ what: String, _ end: Date?, at now: Date
    ) -> (severity: Problem.Severity?, sentence: String, words: String, remedy: String?) {
        let life = life(until: end, at: now)
        return (life.severity, "\(what) \(life.words).", life.words, life.remedy)
    }

    private static func life(until end: Date?, at now: Date) -> (severity: Problem.Severity?, words: String, remedy: String?) {
        guard let end else { return (nil, "never expires", nil) }
        if end <= now { return (.fault, "has expired", "Make a new page access token and save it. \(howToLast)") }
        let words = "expires in \(span(until: end, from: now))"
        if end.timeIntervalSince(now) < shortest { return (.fault, words, howToLast) }
        guard end.timeIntervalSince(now) < soon else { return (nil, words, nil) }
        return (.warning, words, "Make a new page access token soon; one of a system user never expires.")
    }
}
