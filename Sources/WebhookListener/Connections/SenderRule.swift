import HTTPTypes

/// Where a request comes from, when proxies may stand in between.
struct SenderRule: Sendable {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    /// The header fields that proxies, tunnels and the networks before them add.
    private static let others = [
        "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Server",
        "X-Forwarded-Scheme", "X-Original-Forwarded-For", "X-Client-IP", "X-Cluster-Client-IP", "X-Envoy-External-Address",
        "X-ProxyUser-IP", "X-Appengine-User-IP", "X-Azure-ClientIP", "CF-Connecting-IP", "CF-Ray", "CDN-Loop", "True-Client-IP",
        "Fastly-Client-IP", "Fly-Client-IP", "Client-IP", "Proxy-Connection", "Ngrok-Trace-Id",
    ].compactMap { HTTPField.Name($0) }

    let trustedProxies: [AddressRange]

    /// The sender's IP address, as far as it can be believed. `X-Forwarded-For` counts only from a trusted proxy, and is read from
    /// its end: everything before the first address that is no trusted proxy may be invented. Nil when a proxy passed the request on
    /// whose word does not count, or its word is no address.
    func sender(_ headers: HTTPFields, peer: String?) -> String? {
        guard let peer else { return nil }
        let forwarded = Self.forwardedFor.flatMap { headers[$0] }
        guard isTrusted(peer), let forwarded else { return isPassedOn(headers) ? nil : peer }
        var nearest: String?
        for part in forwarded.split(separator: ",", omittingEmptySubsequences: false).reversed() {
            let address = part.filter { $0 != " " && $0 != "\t" }
            guard AddressRange.bytes(of: address) != nil else { return nil }
            nearest = address
            if !isTrusted(address) { break }
        }
        // An address of the proxy's own machine is believed only of the proxy itself: what came through it can have no such address.
        guard let nearest, AddressRange.isLoopback(nearest) else { return nearest }
        return isAskedByProxyItself(headers, peer: peer) ? nearest : nil
    }

    /// Whether a trusted proxy on this machine says that it was asked from this machine, with nobody in between.
    func isAskedByProxyItself(_ headers: HTTPFields, peer: String) -> Bool {
        guard isTrusted(peer), AddressRange.isLoopback(peer), let name = Self.forwardedFor, let value = headers[name] else { return false }
        return AddressRange.isLoopback(value.filter { $0 != " " && $0 != "\t" }) && !Self.others.contains { headers[$0] != nil }
    }

    /// Whether a proxy says that it passed the request on.
    func isPassedOn(_ headers: HTTPFields) -> Bool {
        Self.forwardedFor.map { headers[$0] != nil } == true || Self.others.contains { headers[$0] != nil }
    }

    private func isTrusted(_ address: String) -> Bool { trustedProxies.contains { $0.contains(address) } }
}
