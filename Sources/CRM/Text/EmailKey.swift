import Foundation

/// By which the same e-mail address is known again.
public enum EmailKey {
    /// Longer ones are no addresses (RFC 5321 allows 254 bytes).
    private static let longest = 320

    /// The address without the space around it, in small letters and in one Unicode form (NFC); nil when the text is no address.
    public static func of(_ text: String) -> String? {
        guard text.utf8.count <= 4 * longest else { return nil }
        let trimmed = text.withoutOuterBlanks.lowercased()
        let isASCII = trimmed.utf8.allSatisfy { $0 < 0x80 }
        let key = isASCII ? trimmed : trimmed.precomposedStringWithCanonicalMapping
        let sign = UInt8(ascii: "@")
        guard key.utf8.count <= longest, key.utf8.count(where: { $0 == sign }) == 1, key.utf8.first != sign, key.utf8.last != sign else {
            return nil
        }
        let hasBlanks = isASCII ? key.utf8.contains { $0 == 0x20 || (0x09...0x0D).contains($0) } : key.contains(where: \.isWhitespace)
        return hasBlanks ? nil : key
    }
}
