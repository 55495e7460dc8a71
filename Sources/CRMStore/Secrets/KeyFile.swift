import Base
import CRM
import Crypto
import Foundation

/// A file with a key of 32 bytes, as base64 or as they are.
enum KeyFile {
    /// Reads the key of a file that only its owner can read.
    static func read(_ path: String) throws(StoreError) -> SymmetricKey {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let reason = SystemError.reason(errno)
            throw .keyUnusable(path: path, reason: KeyElsewhere.reason(inPlaceOf: path) ?? reason)
        }
        // The user who laid the key there knows it.
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .keyUnusable(
                path: path, reason: "it belongs to another user of this machine, who knows it then; put your own in its place")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyExposed(path: path)
        }
        return try key(contents(path), source: path)
    }

    static func contents(_ path: String) throws(StoreError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .keyUnusable(path: path, reason: FileOwner.refusal(path) ?? reason(error, path))
        }
    }

    private static func reason(_ error: any Error, _ path: String) -> String {
        (error as? CocoaError)?.code == .fileReadNoPermission ? FileOwner.unreadable(path) : "it cannot be read"
    }

    /// Takes base64 text, or the 32 bytes themselves.
    static func key(_ text: Data, source: String) throws(StoreError) -> SymmetricKey {
        if text.count == 32 { return SymmetricKey(data: text) }
        let trimmed = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = Data(base64Encoded: trimmed) else {
            throw .keyUnusable(path: source, reason: "it must be base64 of 32 bytes")
        }
        guard key.count == 32 else {
            throw .keyUnusable(path: source, reason: "it must be 32 bytes, and is \(key.count)")
        }
        return SymmetricKey(data: key)
    }

    /// Makes a new key under `path`, unless there is one by now. It is written beside it and linked there, so that of two processes that
    /// start together both use the same one.
    static func make(_ path: String) throws(StoreError) {
        let draft = try KeyFile.draft(for: path)
        defer { unlink(draft) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw cannotMake(path) }
        syncFolder(of: path)
    }

    /// Makes a new key and writes it, safe on the disk, beside `path`; gives the name of that file.
    static func draft(for path: String) throws(StoreError) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let draft = path + ".\(getpid()).\(UInt32.random(in: 0 ... .max))"
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = Array((key.base64EncodedString() + "\n").utf8)
        if !folder.isEmpty {
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let descriptor = Foundation.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotMake(path) }
        let written = Foundation.write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard written else {
            unlink(draft)
            throw cannotMake(path, reason)
        }
        return draft
    }

    /// Where the key lies: the end of the links, if the name is one.
    static func target(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// Removes the drafts of programs that were killed while they made a key.
    static func removeLeftDrafts(of path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent + "."
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasPrefix(name) {
            let parts = file.dropFirst(name.count).split(separator: ".")
            guard parts.count == 2, let process = Int32(parts[0]), UInt32(parts[1]) != nil else { continue }
            // Gone, as far as can be seen from here.
            if process != getpid(), kill(process, 0) != 0, errno == ESRCH { unlink("\(folder)/\(file)") }
        }
    }

    /// Makes the names of a folder's files safe on the disk.
    static func syncFolder(of path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = Foundation.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    static func cannotMake(_ path: String, _ reason: Int32 = errno) -> StoreError {
        .keyUnusable(path: path, reason: "it cannot be made: \(SystemError.reason(reason))")
    }
}
