import Foundation

/// What the rules need to know of a page to say when it is compared next.
public struct CatchUpFacts: Hashable, Sendable {
    public struct Run: Hashable, Sendable {
        public var began: Date
        /// When to try again after a trouble; nil when there was none.
        public var again: Date?

        public init(began: Date, again: Date? = nil) {
            self.began = began
            self.again = again
        }
    }

    /// It has a token and is not blocked.
    public var canBeAsked: Bool
    public var hasLeads: Bool
    /// The last comparison with these settings since the program started.
    public var lastRun: Run?
    /// When Meta last told of leads without saying which.
    public var wantedAt: Date?
    /// Meta wants the page to be left alone until then.
    public var pausedUntil: Date?

    public init(
        canBeAsked: Bool = true, hasLeads: Bool = true, lastRun: Run? = nil, wantedAt: Date? = nil, pausedUntil: Date? = nil
    ) {
        self.canBeAsked = canBeAsked
        self.hasLeads = hasLeads
        self.lastRun = lastRun
        self.wantedAt = wantedAt
        self.pausedUntil = pausedUntil
    }
}
