import CRM
import Foundation

/// Remembers where a command is writing, so that what a killed one leaves half done, with all customers in it, goes at the next start.
///
/// A small file in the folder of the log, locked for as long as the writer lives, which holds the path of the draft.
final class DraftNote {
    private let path: String
    private let descriptor: Int32

    /// Notes that ``DraftName`` of `target` is being written. A note that cannot be made is no reason not to write.
    init(of target: String, in folder: String) {
        path = "\(folder)/\(DraftNote.beginning)\(getpid())\(DraftNote.ending)"
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        let draft = DraftName.of(DraftNote.absolute(target), process: getpid())
        _ = draft.withCString { Foundation.write(descriptor, $0, strlen($0)) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        unlink(path)
        close(descriptor)
    }

    private static let beginning = "leadsheet."
    private static let ending = ".draft"

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// Removes what writers that live no longer left behind.
    static func removeLeft(in folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(beginning), name.hasSuffix(ending),
                let process = Int32(name.dropFirst(beginning.count).dropLast(ending.count))
            else { continue }
            removeLeft(by: process, note: "\(folder)/\(name)")
        }
    }

    private static func removeLeft(by process: Int32, note: String) {
        let descriptor = open(note, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A process that lives holds the lock.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        let draft = String(decoding: bytes, as: UTF8.self)
        var status = stat()
        if draft.hasSuffix(DraftName.of("", process: process)) {
            // A copy of the database is a draft of its own, and SQLite may have a journal beside it.
            for left in [draft, DraftName.of(draft, process: process)].flatMap({ [$0, $0 + "-journal"] })
            where lstat(left, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_uid == getuid() {
                unlink(left)
            }
        }
        unlink(note)
    }
}
