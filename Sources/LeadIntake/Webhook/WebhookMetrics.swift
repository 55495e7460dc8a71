/// What the receiver has counted since the program started.
public struct WebhookMetrics: Hashable, Sendable {
    /// Posts answered with 200.
    public var accepted = 0
    /// Events written to the journal.
    public var events = 0
    /// Posts answered with 403 because of their signature, or that of some of their changes.
    public var forbidden = 0
    /// Changes left out of a post of which others were kept, since they were not signed under their own page's secret.
    public var dropped = 0
    /// Changes answered with 200 and not kept, since nobody here has their page and too many like them came: ``UnknownPageQuota``.
    public var unknownPagesNotKept = 0
    /// Posts answered with 400.
    public var malformed = 0
    /// Posts answered with 503, since the journal could not be written.
    public var unavailable = 0
    /// Posts answered with 503 before they were read to their end, since too much was under way.
    public var overloaded = 0
    /// Connections closed before their time, since others needed their places.
    public var connectionsCut = 0
    public var verified = 0
    public var verificationsRefused = 0

    public init() {}
}
