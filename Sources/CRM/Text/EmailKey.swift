import Foundation

/// By which the same e-mail address is known again.
public enum EmailKey {
    /// Longer ones are no addresses (RFC 5321 allows 254 bytes).
    private static let longest = 320

    /// The address without the space around it, in small letters and in one Unicode form (NFC); nil when the text is no address.
    public static func of(_ text: String) -> String? {
        guard text.utf8.count <= 4 * longest else { return nil }
        let key = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased().precomposedStringWithCanonicalMapping
        let parts = key.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), key.utf8.count <= longest, !key.contains(where: \.isWhitespace) else { return nil }
        return key
    }
}
