/// Why the listener could not start.
public enum ListenerError: Error, Hashable, Sendable {
    case portTaken(ListenAddress)
    /// With the system's reason.
    case cannotBind(ListenAddress, String)

    public var message: String {
        switch self {
        case .portTaken(let address):
            "Another program listens on \(address) already, so Meta's leads do not come here. Stop it, or choose another port with --listen HOST:PORT."
        case .cannotBind(let address, let reason):
            "Cannot listen on \(address) (\(reason)), so Meta's leads do not come here. Choose an address of this machine and a port above 1023 with --listen HOST:PORT."
        }
    }
}
