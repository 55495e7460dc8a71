/// The extent of a change, as far as an engine can tell.
public enum DataChange: Int, Comparable, Sendable {
    /// Customers, and what was done with them: no lead that came, no spreadsheet, no page and nobody's settings.
    case customers
    case everything

    public static func < (left: DataChange, right: DataChange) -> Bool { left.rawValue < right.rawValue }
}

/// A watch over the data, ``Engine/watch(on:_:)``.
public protocol DataWatching: AnyObject, Sendable {
    /// Why changes are seen up to a second late, in the system's words; nil where they are seen at once.
    var blindness: String? { get }
    /// No call begins after it returns, apart from one that waits in its queue already.
    func stop()
}
