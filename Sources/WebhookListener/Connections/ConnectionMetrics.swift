/// How crowded the listener is and has been since its start.
public struct ConnectionMetrics: Hashable, Sendable, Codable {
    /// Connections that are open.
    public var open: Int
    /// Connections that were closed before their time, since others needed their places.
    public var cut: Int
    /// Deliveries that were answered with 503, since too many large ones were under way.
    public var turnedAway: Int

    public init(open: Int = 0, cut: Int = 0, turnedAway: Int = 0) {
        self.open = open
        self.cut = cut
        self.turnedAway = turnedAway
    }
}
