/// Why the listener could not start.
public enum ListenerError: Error, Hashable, Sendable {
    case portTaken(ListenAddress)
    /// With the system's reason.
    case cannotBind(ListenAddress, String)
    /// Other machines would reach it, and nothing there is encrypted.
    case inTheClear(ListenAddress)
    case tls(TLSFault)
    /// With the number of files that this process may have open.
    case tooFewFiles(Int)

    public var message: String {
        switch self {
        case .portTaken(let address):
            "Another program listens on \(address) already, so Meta's leads do not come here. Stop it, or choose another port."
        case .cannotBind(let address, let reason):
            "Cannot listen on \(address) (\(reason)), so Meta's leads do not come here. Choose an address of this machine and a port above 1023."
        case .inTheClear(let address):
            "\(address) can be reached from other machines, and without a certificate everybody on the way could read and change what comes, so Meta's leads do not come here. Set tls_certificate and tls_key, or listen on 127.0.0.1 behind a proxy; listen_in_clear: true listens there all the same."
        case .tls(let fault): fault.message
        case .tooFewFiles(let limit):
            "The system allows this program \(limit) open files, which leaves no room for connections, so Meta's leads do not come here. Allow more before it is started: ulimit -n 1024"
        }
    }
}
