import Foundation

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

    /// Why a listener that began with them now could not be connected to; nil where it could. Reads both files, and blocks for that long.
    public func fault(at now: Date) -> TLSFault? {
        do throws(TLSFault) {
            return try TLSPair(self).fault(at: now)
        } catch {
            return error
        }
    }
}
