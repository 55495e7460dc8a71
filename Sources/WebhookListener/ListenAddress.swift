/// Where the listener waits: a host and a port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name or an address, an IPv6 address without its brackets.
    public var host: String
    /// 0 to 65535; 0 takes any free port.
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Takes `127.0.0.1:8080`, `localhost:8080`, `[::1]:8080`, or `:8080` for 127.0.0.1; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(digits), port <= 65535
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":"), host.utf8.allSatisfy({ Self.isOfIPv6($0) }) else { return nil }
        } else {
            guard host.utf8.allSatisfy({ Self.isOfName($0) }) else { return nil }
        }
        self.init(host: host.isEmpty ? "127.0.0.1" : String(host), port: port)
    }

    public var description: String { "\(bracketedHost):\(port)" }

    /// Whether only this machine itself can reach it. A name other than `localhost` may lead anywhere.
    public var isLoopback: Bool { host.lowercased() == "localhost" || AddressRange.isLoopback(host) }

    /// The host as it stands in a URL.
    var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 45, 46, 95, 48...57, 65...90, 97...122: true
        default: false
        }
    }

    private static func isOfIPv6(_ byte: UInt8) -> Bool {
        switch byte {
        // The percent sign and letters are for a zone, as in fe80::1%eth0.
        case 37, 45, 46, 48...58, 65...90, 97...122: true
        default: false
        }
    }
}
