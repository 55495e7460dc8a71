import Foundation

/// An address on this machine. The simulator must never post made-up leads to anybody else.
struct WebhookAddress: Sendable, Hashable {
    let url: String

    init(_ text: String) throws(SimulatorError) {
        guard let parts = URLComponents(string: text), parts.scheme?.lowercased() == "http", let host = parts.host,
            !host.isEmpty, parts.query == nil, parts.fragment == nil
        else { throw .notAnAddress(text) }
        // The user part can look like a host: http://127.0.0.1@example.com/.
        guard parts.user == nil, parts.password == nil, Self.isLoopback(host) else { throw .notLoopback(host) }
        url = text
    }

    /// `localhost`, 127.0.0.0/8 in four numbers, or `::1`. Other spellings of these are refused: they are not needed.
    static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && Int(part).map { $0 < 256 } == true
            }
    }
}
