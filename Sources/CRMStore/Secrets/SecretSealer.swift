import CRM
import Crypto
import Foundation

/// Seals secrets with AES-GCM under a 256-bit key that lies outside the database.
public struct SecretSealer: Sendable {
    let ring: KeyRing
    /// Where the key came from, for an error's sentence.
    var source: String { ring.source }

    private static let version: UInt8 = 1

    init(_ ring: KeyRing) {
        self.ring = ring
    }

    /// Takes a key of 32 bytes, and where it came from.
    public init(key: [UInt8], source: String) throws(StoreError) {
        guard key.count == 32 else {
            throw .keyUnusable(path: source, reason: "it must be 32 bytes, and is \(key.count)")
        }
        ring = KeyRing(SymmetricKey(data: key), source: source)
    }

    /// A key that nobody keeps: for data that end with the process, such as those of the demo and of tests.
    public static func random() -> SecretSealer { SecretSealer(KeyRing(SymmetricKey(size: .bits256), source: "random key")) }

    /// Gives the sealed form of a secret. `context` says what it is (such as a page's id and the column): it is not kept, and the
    /// secret opens under the same one only, so that sealed forms cannot be swapped about in the database.
    public func seal(_ secret: Secret, context: String) throws(StoreError) -> Data {
        let key = try ring.current()
        do {
            let box = try AES.GCM.seal(Data(secret.reveal().utf8), using: key, authenticating: Data(context.utf8))
            guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
            return Data([SecretSealer.version]) + combined
        } catch {
            throw .keyUnusable(path: source, reason: "sealing failed")
        }
    }

    /// Gives the secret back. Throws ``StoreError/keyUnusable(path:reason:)`` under another key or context.
    public func open(_ sealed: Data, context: String) throws(StoreError) -> Secret {
        let opened = try ring.first { key -> Data? in
            guard sealed.first == SecretSealer.version, let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst()) else { return nil }
            return try? AES.GCM.open(box, using: key, authenticating: Data(context.utf8))
        }
        guard let opened else { throw ring.otherKey }
        return Secret(String(decoding: opened, as: UTF8.self))
    }
}
