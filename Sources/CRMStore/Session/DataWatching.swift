/// The extent of a change, as far as an engine can tell.
public struct DataChange: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Customers, and what was done with them: no lead that came, no spreadsheet, no page and nobody's settings.
    public static let customers = DataChange(rawValue: 1)
    /// Events in the journal, who fetches them, and pages: no lead became a customer.
    public static let journal = DataChange(rawValue: 2)
    public static let everything: DataChange = [.customers, .journal, DataChange(rawValue: 4)]
}

/// A watch over the data, ``Engine/watch(on:_:)``.
public protocol DataWatching: AnyObject, Sendable {
    /// Why changes are seen up to a second late, in the system's words; nil where they are seen at once.
    var blindness: String? { get }
    /// No call begins after it returns, apart from one that waits in its queue already.
    func stop()
}
