import Foundation

/// One IP address, or a network such as `10.0.0.0/8`.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    private let bytes: [UInt8]
    private let bits: Int

    /// Takes an IPv4 or IPv6 address, and behind a slash how many of its bits count; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.bytes(of: parts[0]) else { return nil }
        var bits = bytes.count * 8
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(parts[1]),
                count <= bits
            else { return nil }
            bits = count
        }
        self.bytes = bytes
        self.bits = bits
        description = text
    }

    /// Whether an address lies in it. Text that is no address lies nowhere.
    func contains(_ address: some StringProtocol) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    /// 4 or 16 bytes; an IPv4 address that is written as one of IPv6 (`::ffff:10.0.0.1`) has 4.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, String(text), &bytes) == 1 { return Array(bytes[..<4]) }
        guard inet_pton(AF_INET6, String(text), &bytes) == 1 else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        return isMapped ? Array(bytes[12...]) : bytes
    }

    /// Whether this is an address of the machine itself that no other reaches.
    static func isLoopback(_ address: some StringProtocol) -> Bool {
        guard let bytes = bytes(of: address) else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }
}
