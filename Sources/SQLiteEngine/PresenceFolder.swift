import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// The folder beside a database in which the sessions of its processes tell their presence: each has an empty file there, whose name is its
/// ``PresenceNote`` with the second in which it was told. The kernel tells all others when a name changes, and the database is not touched. A
/// session keeps its file locked, so that one whose process was killed is known at once.
final class PresenceFolder: Sendable {
    private struct Told {
        var name: String
        /// The file, open and locked for as long as the session is there.
        var descriptor: Int32
    }

    private let path: String
    private let session = PresenceNote.newSession()
    private let told = Mutex<Told?>(nil)

    /// Names that are looked at. Whoever may write to the folder may fill it.
    private static let most = 1000

    init(database: String) {
        path = database + ".presence"
    }

    deinit { told.withLock { told in if let told { close(told.descriptor) } } }

    /// Throws ``StoreError`` when the name cannot be written.
    func tell(_ presence: Presence?, at now: Date = Date()) throws {
        try told.withLock { told in
            guard let presence else {
                if let told {
                    unlink(file(told.name))
                    close(told.descriptor)
                }
                told = nil
                return
            }
            let name = Self.name(PresenceNote(session: session, userID: presence.userID, presence: presence), at: now)
            if let old = told {
                told?.name = name
                if rename(file(old.name), file(name)) == 0 { return }
                // Another program forgets a session that was silent, and takes its file away.
                close(old.descriptor)
                told = nil
            }
            told = Told(name: name, descriptor: try make(name))
        }
    }

    /// The sessions that are there now. The files of those that ended without a word are taken away.
    func present(at now: Date = Date()) -> [SeenPresence] {
        var list = PresenceList(own: session)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path))?.prefix(Self.most) ?? [] {
            guard let (note, moment) = Self.read(name) else { continue }
            if abs(moment.timeIntervalSince(now)) < Presence.silence, isLocked(name) {
                // A second is told without its fraction.
                list.hear(note, at: min(moment, now))
            } else {
                unlink(file(name))
            }
        }
        return list.present(at: now)
    }

    /// Calls `onChange` on `queue` with all sessions that are there, whenever one tells something, until the watch is let go of.
    func watch(on queue: DispatchQueue, _ onChange: @escaping @Sendable ([SeenPresence]) -> Void) throws(StoreError) -> FileChanges {
        try makeFolder()
        let changes = FileChanges(.folder(path), queue: queue) { [self] in onChange(present()) }
        queue.async { [self] in onChange(present()) }
        return changes
    }

    private static func name(_ note: PresenceNote, at now: Date) -> String { "\(note.text).\(Int64(now.timeIntervalSince1970))" }

    /// Nil for a file that is none of ours.
    private static func read(_ name: String) -> (PresenceNote, Date)? {
        guard let dot = name.lastIndex(of: "."), let note = PresenceNote(name[..<dot]), note.presence != nil,
            let second = PresenceNote.number(name[name.index(after: dot)...])
        else { return nil }
        return (note, Date(timeIntervalSince1970: TimeInterval(second)))
    }

    private func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes the file, and gives it open and locked.
    private func make(_ name: String) throws(StoreError) -> Int32 {
        try makeFolder()
        // It has its name once it is locked: nobody takes it for one that was left.
        let draft = file(".\(session)")
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .folderNotWritable(path: path, reason: SystemError.reason(errno)) }
        flock(descriptor, LOCK_EX | LOCK_NB)
        guard rename(draft, file(name)) == 0 else {
            let reason = SystemError.reason(errno)
            close(descriptor)
            throw .folderNotWritable(path: path, reason: reason)
        }
        return descriptor
    }

    /// Whether the process that told it is still there, as far as the system says.
    private func isLocked(_ name: String) -> Bool {
        let descriptor = open(file(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    /// Makes the folder where it is missing. One that others may write to is not used: they could put anything there.
    private func makeFolder() throws(StoreError) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw .folderNotWritable(path: path, reason: SystemError.reason(errno)) }
        var found = stat()
        guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFDIR, found.st_uid == geteuid(), found.st_mode & 0o022 == 0 else {
            throw .folderNotWritable(
                path: path, reason: "it is no folder of yours alone, so somebody else may have laid it there; remove it")
        }
    }
}
