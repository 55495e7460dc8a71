import CRM
import Foundation

extension SecretSealer {
    /// Finds the key: in the variable `LEADSHEET_KEY` (base64 of 32 bytes), in the systemd credential `leadsheet.key`, or in
    /// `keyFile`, which is made (mode 0600) when it is missing and refused when others can read it.
    public static func load(environment: [String: String], keyFile: String) throws(StoreError) -> SecretSealer {
        if let text = environment["LEADSHEET_KEY"], !text.isEmpty {
            return try SecretSealer(text: Data(text.utf8), source: "LEADSHEET_KEY")
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = (folder as NSString).appendingPathComponent("leadsheet.key")
            if FileManager.default.fileExists(atPath: path) {
                return try SecretSealer(text: contents(path), source: path)
            }
        }
        if !FileManager.default.fileExists(atPath: keyFile) { try makeKey(keyFile) }
        var status = stat()
        guard stat(keyFile, &status) == 0 else {
            throw .keyUnusable(path: keyFile, reason: StoreError.systemReason(errno))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyUnusable(path: keyFile, reason: "others than you can read it; take that away with: chmod 600 \(keyFile)")
        }
        return try SecretSealer(text: contents(keyFile), source: keyFile)
    }

    /// Takes base64 text, or the 32 bytes themselves.
    private init(text: Data, source: String) throws(StoreError) {
        if text.count == 32 {
            try self.init(key: Array(text), source: source)
            return
        }
        let trimmed = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = Data(base64Encoded: trimmed) else {
            throw .keyUnusable(path: source, reason: "it must be base64 of 32 bytes")
        }
        try self.init(key: Array(key), source: source)
    }

    private static func contents(_ path: String) throws(StoreError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .keyUnusable(path: path, reason: "it cannot be read")
        }
    }

    /// Writes a new key beside `path` and links it there, so that of two processes that start together both use the same one.
    private static func makeKey(_ path: String) throws(StoreError) {
        let folder = (path as NSString).deletingLastPathComponent
        let draft = path + ".\(getpid()).\(UInt32.random(in: 0 ... .max))"
        var random = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = Array((Data(key).base64EncodedString() + "\n").utf8)
        if !folder.isEmpty {
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let descriptor = Foundation.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .keyUnusable(path: path, reason: "it cannot be made: \(StoreError.systemReason(errno))")
        }
        let written = Foundation.write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
        close(descriptor)
        defer { unlink(draft) }
        guard written, link(draft, path) == 0 || errno == EEXIST else {
            throw .keyUnusable(path: path, reason: "it cannot be made: \(StoreError.systemReason(errno))")
        }
    }
}
