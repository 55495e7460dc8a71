import Base
import Foundation
import NIOCore
import NIOSSL

/// A certificate with its key, read from their files and ready for connections.
struct TLSPair: Sendable {
    /// Far more than any chain of certificates takes.
    private static let largestFile = 1 << 20

    /// Of TLS 1.2 only what keeps earlier conversations secret when the key is stolen, and checks what it decrypts (RFC 9325, 4.2). All of
    /// TLS 1.3 does.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ]

    let context: NIOSSLContext
    private let certificate: String
    private let begins: Date
    private let ends: Date

    /// Reads both files. Blocks for that long.
    init(_ files: TLSFiles) throws(TLSFault) {
        let chain = try Self.chain(files.certificate)
        let key = try Self.key(files.key)
        certificate = files.certificate
        begins = Date(timeIntervalSince1970: TimeInterval(chain[0].notValidBefore))
        ends = Date(timeIntervalSince1970: TimeInterval(chain[0].notValidAfter))
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = Self.suites
        configuration.applicationProtocols = ["http/1.1"]
        // A client that does not answer the end of a connection must not hold up the listener's own.
        configuration.shutdownTimeout = .milliseconds(500)
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            // Both were read, so it is together that they are refused.
            throw .mismatched(files)
        }
    }

    /// Why nobody connects who looks at the certificate's dates.
    func fault(at now: Date) -> TLSFault? {
        if now < begins { return .notYetValid(certificate, from: begins) }
        return now < ends ? nil : .runOut(certificate)
    }

    private static func chain(_ path: String) throws(TLSFault) -> [NIOSSLCertificate] {
        let bytes: [UInt8]
        switch read(path) {
        case .success(let file): bytes = file.bytes
        case .failure(let refusal): throw .certificateUnreadable(path, refusal.reason)
        }
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else { throw .noCertificate(path) }
        return chain
    }

    private static func key(_ path: String) throws(TLSFault) -> NIOSSLPrivateKey {
        let file: File
        switch read(path) {
        case .success(let found): file = found
        case .failure(let refusal): throw .keyUnreadable(path, refusal.reason)
        }
        guard file.mode & 0o007 == 0 else { throw .keyIsOpen(path, String(file.mode & 0o777, radix: 8)) }
        if let key = try? NIOSSLPrivateKey(bytes: file.bytes, format: .pem) { return key }
        if String(decoding: file.bytes, as: UTF8.self).contains("ENCRYPTED") { throw .keyHasPassphrase(path) }
        throw .noKey(path)
    }

    private struct File {
        var bytes: [UInt8]
        var mode: UInt32
    }

    private struct Refusal: Error {
        var reason: String
    }

    private static func read(_ path: String) -> Result<File, Refusal> {
        // Not blocking: a pipe in a file's place must not hold the listener's thread.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(Refusal(reason: SystemError.reason(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(Refusal(reason: SystemError.reason(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(Refusal(reason: "it is no file")) }
        guard status.st_size <= largestFile else { return .failure(Refusal(reason: "it is too large for one")) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= largestFile {
            let count = Foundation.read(descriptor, &part, part.count)
            if count == 0 { break }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .failure(Refusal(reason: SystemError.reason(errno))) }
            bytes += part[..<count]
        }
        return .success(File(bytes: bytes, mode: UInt32(status.st_mode)))
    }
}
