import Base
import Crypto

/// The signature of a webhook delivery, header `X-Hub-Signature-256` (Meta: Webhooks, getting started,
/// "Validating payloads").
public enum WebhookSignature {
    private static let prefix = "sha256="

    /// Whether `header` is `sha256=` and the HMAC-SHA256 of these bytes under the app secret.
    ///
    /// `body` must be the bytes as received: Meta signs the escaped text it sends, so a body that was decoded and
    /// encoded again fails as soon as it holds a letter outside ASCII. The comparison takes constant time. Digits in
    /// either case are accepted; a missing header or an empty secret never matches.
    public static func matches(header: String?, body: some Collection<UInt8>, appSecret: String) -> Bool {
        guard let header, !appSecret.isEmpty, header.hasPrefix(prefix),
            let code = Hex.bytes(header.dropFirst(prefix.count)), code.count == SHA256.byteCount
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Array(body), using: SymmetricKey(data: Array(appSecret.utf8)))
    }

    /// The value of the header for these bytes.
    public static func header(for body: some Collection<UInt8>, appSecret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(body), using: SymmetricKey(data: Array(appSecret.utf8)))
        return prefix + Hex.text(code)
    }
}
