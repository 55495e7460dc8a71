/// What the intake has counted since the program started.
public struct IntakeMetrics: Hashable, Sendable {
    /// Leads that became customers.
    public var saved = 0
    /// Events whose lead was here already.
    public var repeated = 0
    /// Leads asked of Meta.
    public var fetches = 0
    /// Questions for a lead that Meta did not answer.
    public var failures = 0
    /// Times a page was blocked.
    public var pagesBlocked = 0
    /// Times the store failed and the intake paused.
    public var storeFailures = 0
    /// Fetches under way now.
    public var underWay = 0
    /// Why the intake pauses now; nil when it works.
    public var trouble: String?

    /// Why Meta tells no lead of a page now, by the page's id, each with what to do; gone with the next lead that is read.
    public var graphTroubles: [String: String] = [:]

    public init() {}
}
