/// The limits that the listener sets for those who connect.
public struct ListenerLimits: Sendable, Hashable {
    /// The largest body of a request; a larger one is answered with 413. Meta sends up to 1,000 changes in one, about 250 KB.
    public var maxBodyBytes = 1 << 20
    /// Up to this size a body always has room. A delivery of one lead has some 300 bytes.
    public var smallBodyBytes = 16 << 10
    /// The number of larger bodies that are held at once, over all connections.
    public var maxLargeBodies = 16
    /// After so long a larger body gives way to the next one when all are taken; before, the next one is answered with 503.
    public var largeBodyTurn = Duration.seconds(1)
    /// From a request's first byte to its last, for the first request of a connection from its beginning; then the connection is closed.
    public var requestTimeout = Duration.seconds(10)
    /// How long a connection may stay open between two requests.
    public var idleTimeout = Duration.seconds(60)
    /// When there are as many, the connection that has been longest without a request gives way to the next. There are fewer where the
    /// system allows fewer open files.
    public var maxConnections = 512
    /// The same for one address, where TLS is the listener's own and addresses are those of the senders themselves.
    public var maxConnectionsOfAddress = 64
    /// Whether `/metrics` is answered to other machines too.
    public var metricsForAll = false
    /// Whether other machines may be listened to without TLS.
    public var inClearForAll = false
    /// The host by which the internet knows the listener, nil when it is not known: who asks for it is no one on this machine.
    public var publicHost: String?
    /// The proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressRange] = []

    public init() {}
}
