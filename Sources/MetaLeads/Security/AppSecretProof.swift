import Base
import Crypto

/// The `appsecret_proof` of a Graph API call (Meta: Graph API, secure Graph API calls).
public enum AppSecretProof {
    /// HMAC-SHA256 of the access token under the app secret, as 64 lower-case digits.
    public static func of(accessToken: String, appSecret: String) -> String {
        Hex.text(
            HMAC<SHA256>.authenticationCode(
                for: Array(accessToken.utf8), using: SymmetricKey(data: Array(appSecret.utf8))))
    }
}
