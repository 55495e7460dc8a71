import Foundation
import EndToEndSupport
import WebhookListener

/// A folder with a certificate and its key as an administrator would lay them down.
final class TLSFolder {
    let folder = NSTemporaryDirectory() + "leadsheet-tls-" + UUID().uuidString
    var files: TLSFiles { TLSFiles(certificate: folder + "/cert.pem", key: folder + "/key.pem") }

    init(_ pair: Certificates.Pair = Certificates.one) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try lay(pair)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func lay(_ pair: Certificates.Pair) throws {
        try lay(certificate: pair.certificate)
        try lay(key: pair.key)
    }

    func lay(certificate: String) throws { try certificate.write(toFile: files.certificate, atomically: true, encoding: .utf8) }

    func lay(key: String, mode: Int = 0o600) throws {
        try key.write(toFile: files.key, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: files.key)
    }
}
