/// What the catch-up has counted since the program started.
public struct CatchUpMetrics: Hashable, Sendable {
    /// Comparisons of a page with Meta's lists, from beginning to end.
    public var completed = 0
    /// Comparisons that ended before.
    public var failed = 0
    /// Leads that were found missing and were put into the journal.
    public var found = 0

    public init() {}
}
