import Foundation

/// Why a certificate and its key cannot be used, or are of no use to those who connect. No text holds anything of the key.
public enum TLSFault: Error, Hashable, Sendable {
    /// With the path and the system's reason.
    case certificateUnreadable(String, String)
    case keyUnreadable(String, String)
    /// The key file may be read by everybody on the machine. With its mode in octal.
    case keyIsOpen(String, String)
    case noCertificate(String)
    case noKey(String)
    case keyHasPassphrase(String)
    /// Each is what it should be, but the key is that of another certificate.
    case mismatched(TLSFiles)
    case notYetValid(String, from: Date)
    case runOut(String)

    /// Whether the key's file is to be mended, and not the certificate's.
    public var isOfKey: Bool {
        switch self {
        case .keyUnreadable, .keyIsOpen, .noKey, .keyHasPassphrase, .mismatched: true
        case .certificateUnreadable, .noCertificate, .notYetValid, .runOut: false
        }
    }

    public var message: String {
        switch self {
        case .certificateUnreadable(let path, let reason):
            "The certificate \(path) cannot be read (\(reason)). Give this user the right to read it, or name another file as tls_certificate."
        case .keyUnreadable(let path, let reason):
            "The key \(path) cannot be read (\(reason)). Give this user the right to read it, or name another file as tls_key."
        case .keyIsOpen(let path, let mode):
            "The key \(path) can be read by everybody on this machine (mode \(mode)), so anybody could pose as this server. Take that right away: chmod o= \(path)"
        case .noCertificate(let path):
            "The file \(path) holds no certificate in PEM (\"-----BEGIN CERTIFICATE-----\"). Name the full chain as tls_certificate."
        case .noKey(let path):
            "The file \(path) holds no private key in PEM (\"-----BEGIN PRIVATE KEY-----\"). Name the certificate's key as tls_key."
        case .keyHasPassphrase(let path):
            "The key \(path) is locked with a passphrase, which nobody is there to type. Take it away: openssl pkey -in \(path) -out NEWFILE, and name the new file as tls_key."
        case .mismatched(let files):
            "The key \(files.key) is not that of the certificate \(files.certificate). Name the two that were made together as tls_certificate and tls_key."
        case .notYetValid(let path, let start):
            "The certificate \(path) is not valid before \(start.formatted(.iso8601)), so Meta does not connect until then. Set this machine's clock right, or name a certificate that is valid already as tls_certificate."
        case .runOut(let path): "The certificate \(path) has run out, so Meta does not connect. Renew it."
        }
    }
}
