/// The two files that let the listener speak HTTPS.
public struct TLSFiles: Sendable, Hashable {
    /// The path of the certificate in PEM, with the certificates of its issuers behind it.
    public var certificate: String
    /// The path of the certificate's private key in PEM, without a passphrase.
    public var key: String

    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
