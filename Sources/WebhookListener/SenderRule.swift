import HTTPTypes

/// Where a request comes from, when proxies may stand in between.
struct SenderRule: Sendable {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    private static let others = ["Forwarded", "X-Real-IP"].compactMap { HTTPField.Name($0) }

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
        return nearest
    }

    /// Whether a proxy says that it passed the request on.
    func isPassedOn(_ headers: HTTPFields) -> Bool {
        Self.forwardedFor.map { headers[$0] != nil } == true || Self.others.contains { headers[$0] != nil }
    }

    private func isTrusted(_ address: String) -> Bool { trustedProxies.contains { $0.contains(address) } }
}
