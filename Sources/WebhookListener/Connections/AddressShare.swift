/// The holder of an address, as far as places are shared: one address of IPv4, or a network of 64 bits of IPv6, which is the least
/// that one customer of a provider has (RFC 6177).
struct AddressShare: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Nil for this machine's own loopback address and for a trusted proxy, behind which there are many, and for what is no address.
    init?(_ address: String?, trustedProxies: [AddressRange]) {
        guard let address, let bytes = AddressRange.bytes(of: address), !AddressRange.isLoopback(address),
            !trustedProxies.contains(where: { $0.contains(address) })
        else { return nil }
        self.bytes = bytes.count == 4 ? bytes : Array(bytes[..<8])
    }
}
