/// An answer of the Graph API and the quota it leaves.
public struct GraphReply<Value: Sendable>: Sendable {
    public var value: Value
    /// nil when Meta sent no usage headers, as it does near zero.
    public var usage: GraphUsage?

    public init(value: Value, usage: GraphUsage? = nil) {
        self.value = value
        self.usage = usage
    }
}
