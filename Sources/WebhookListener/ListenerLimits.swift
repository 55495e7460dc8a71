/// What the listener allows those who connect.
public struct ListenerLimits: Sendable, Hashable {
    /// The largest body of a request; a larger one is answered with 413. Meta sends up to 1,000 changes in one, about 250 KB.
    public var maxBodyBytes = 1 << 20
    /// The most bytes of bodies that are held at once, over all connections; what would be more is answered with 503. Many times what
    /// Meta sends at once, and far less than every connection's largest body.
    public var maxHeldBytes = 64 << 20
    /// From a request's first byte to its last, for the first request of a connection from its beginning; then the connection is closed.
    public var requestTimeout = Duration.seconds(10)
    /// How long a connection may stay open between two requests.
    public var idleTimeout = Duration.seconds(60)
    /// Further connections wait until one is closed.
    public var maxConnections = 512
    /// Whether `/metrics` is answered to other machines too.
    public var metricsForAll = false
    /// Whether other machines may be listened to without TLS.
    public var inClearForAll = false
    /// The proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressRange] = []

    public init() {}
}
