import Foundation
import HTTPTypes

/// Whether a request was made on this machine, for this machine: only then is all told.
///
/// That the peer is this machine says little: relays, tunnels and proxies end here too, and a browser here runs pages of others. So the
/// request must also name this machine as its host, and nothing in it may say that it was passed on or that a page of elsewhere asks.
struct NearRule: Sendable {
    private static let origin = HTTPField.Name("Origin")
    private static let site = HTTPField.Name("Sec-Fetch-Site")

    let senders: SenderRule
    /// The host by which the internet knows the listener; nil when nobody has said.
    let publicHost: String?

    func isNear(_ headers: HTTPFields, host: String?, peer: String?, local: String?) -> Bool {
        // A client on this machine that asks at the machine's own address comes from that address.
        guard let peer, AddressRange.isLoopback(peer) || peer == local else { return false }
        guard let host, isOwn(host, local) else { return false }
        guard !senders.isPassedOn(headers) || senders.isAskedByProxyItself(headers, peer: peer) else { return false }
        if let origin = Self.origin.flatMap({ headers[$0] }) {
            guard let start = origin.range(of: "://"), isOwn(String(origin[start.upperBound...]), local) else { return false }
        }
        let site = Self.site.flatMap { headers[$0] } ?? "none"
        return site == "none" || site == "same-origin"
    }

    /// `authority` is a host, perhaps with a port.
    private func isOwn(_ authority: String, _ local: String?) -> Bool {
        guard authority.utf8.count <= 255, let host = Self.host(of: authority), host != publicHost?.lowercased() else { return false }
        if host == "localhost" || AddressRange.isLoopback(host) { return true }
        guard let local = local.flatMap({ AddressRange.bytes(of: $0) }) else { return false }
        return AddressRange.bytes(of: host) == local
    }

    /// In lower case, an IPv6 address without its brackets.
    static func host(of authority: String) -> String? {
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return String(text[text.index(after: text.startIndex)..<end])
        }
        guard let colon = text.firstIndex(of: ":") else { return text }
        return isPort(text[colon...]) ? String(text[..<colon]) : nil
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.first == ":" && text.dropFirst().utf8.allSatisfy { (48...57).contains($0) } && text.utf8.count <= 6
    }
}
