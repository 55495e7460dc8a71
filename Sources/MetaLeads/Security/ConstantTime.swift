import Crypto

/// Comparison of secrets.
public enum ConstantTime {
    /// Whether two texts have the same bytes. Both are hashed under a fresh random key first, so the time taken tells
    /// neither where they differ nor how long the secret is.
    public static func equal(_ a: String, _ b: String) -> Bool {
        let key = SymmetricKey(size: .bits256)
        let first = HMAC<SHA256>.authenticationCode(for: Array(a.utf8), using: key)
        return HMAC<SHA256>.isValidAuthenticationCode(first, authenticating: Array(b.utf8), using: key)
    }
}
