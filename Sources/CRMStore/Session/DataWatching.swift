/// A watch over the data, ``Engine/watch(on:_:)``.
public protocol DataWatching: AnyObject, Sendable {
    /// Why changes are seen up to a second late, in the system's words; nil where they are seen at once.
    var blindness: String? { get }
    /// No call begins after it returns, apart from one that waits in its queue already.
    func stop()
}
