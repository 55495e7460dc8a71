import Base
import CRM
import CSQLite
import Foundation
import GRDB

/// Opens the database file: private, checked before anything is written to it, and brought to this version's schema.
struct DatabaseOpening {
    let path: String
    /// Keeps a connection waiting while another one writes.
    var wait = BusyWait()
    /// Measures how long the leads of an earlier version waited.
    var working = WorkingClock.standard
    var report: Schema.MigrationReport = { _, _ in }
    /// Told in a sentence what keeps the start waiting for long, and where the copy lies that was made before tables were rewritten.
    var note: (String) -> Void = { _ in }

    /// Says whose file it is, in SQLite's `application_id`: "Lead".
    static let applicationID: Int32 = 0x4C65_6164
    /// GRDB sets NORMAL, which would let a power cut take back what was answered already.
    static let syncing = "PRAGMA synchronous = FULL"
    /// In seconds: so long it is waited without a word for another process that opens the same database.
    private static let quietWait: Double = 2

    private var folder: String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static let prepareSQLite: Void = csqlite_keep_no_memory_account()

    func open() throws(StoreError) -> (DatabasePool, DatabaseQueue) {
        Self.prepareSQLite
        try makeFolder()
        let lock = try lockFolder()
        defer { close(lock) }
        try makeFile()
        try Self.refuseOthers(path)
        do {
            try check()
            let pool = try DatabasePool(path: path, configuration: configuration())
            try pool.writeWithoutTransaction { try $0.execute(sql: DatabaseOpening.syncing) }
            try backUpBeforeRewriting(pool)
            try Schema.migrator(report, working).migrate(pool)
            return (pool, try DatabaseQueue(path: path, configuration: configuration(readonly: true)))
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw StoreError.databaseUnreadable(path: path, reason: "\(error)")
        }
    }

    /// Copies data of an earlier version to a file beside them before a migration that writes their rows anew: what was there can be had again,
    /// whatever comes of it. The copy is named after its version, and is the user's to remove.
    private func backUpBeforeRewriting(_ pool: DatabasePool) throws {
        let done = try pool.read { try Schema.migrator.appliedIdentifiers($0) }
        let last = Schema.migrator.migrations.last { done.contains($0) }
        guard let last, Schema.migrator.migrations.contains(where: { Schema.rewriting.contains($0) && !done.contains($0) }),
            try pool.read({ try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM customer) OR EXISTS (SELECT 1 FROM webhook_event)") })
                == true
        else { return }
        let copy = "\(path).\(last.prefix { $0 != " " })"
        guard !FileManager.default.fileExists(atPath: copy) else { return }
        try DatabaseCopy.make(of: path, at: copy)
        note("The data are brought to this version now. A copy of them as they were is \(copy); remove it when all is well.")
    }

    private func configuration(readonly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .callback { [wait] tries in wait.again(after: tries) }
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // KiB: the writer touches many indexes at once, a reader a few pages of one. A large import leaves no large log behind.
            let cache = db.configuration.readonly ? 4000 : 16_000
            try db.execute(sql: "PRAGMA cache_size = -\(cache); PRAGMA temp_store = MEMORY")
            if !db.configuration.readonly { _ = try Row.fetchAll(db, sql: "PRAGMA journal_size_limit = 4194304") }
        }
        return configuration
    }

    private func makeFolder() throws(StoreError) {
        if !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .folderNotWritable(path: folder, reason: "it cannot be made: \(SystemError.reason(errno))")
            }
        }
        var status = stat()
        // A user who may put files there can lay a key, a log or a database of his own. In a folder like /tmp only the owner moves a file.
        if stat(folder, &status) == 0, status.st_mode & 0o002 != 0, status.st_mode & 0o1000 == 0 {
            throw .folderNotWritable(
                path: folder, reason: "everybody on this machine may write there; take that away with: chmod o-w \(folder)")
        }
        try Self.refuseOthers(folder)
        guard access(folder, W_OK | X_OK) == 0 else {
            throw .folderNotWritable(path: folder, reason: SystemError.reason(errno))
        }
    }

    /// Throws where the database, what SQLite keeps beside it, or its folder is another account's, who keeps it from this one.
    static func refuseOthers(_ path: String) throws(StoreError) {
        for file in ["", "-wal", "-shm"].map({ path + $0 }) where access(file, R_OK | W_OK) != 0 && errno == EACCES {
            if let refusal = FileOwner.refusal(file) { throw .invalid("The database at \(path) cannot be opened: \(refusal)") }
        }
    }

    /// Two processes that start together must not both make the schema. The lock is on the folder, because closing a descriptor
    /// of the database file itself would drop the locks that SQLite holds on it in this process.
    func lockFolder() throws(StoreError) -> Int32 {
        let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .folderNotWritable(path: folder, reason: SystemError.reason(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return descriptor }
        // Making a new version's tables of a large database takes some seconds.
        let end = ContinuousClock.now + .seconds(Self.quietWait)
        while ContinuousClock.now < end {
            Thread.sleep(forTimeInterval: 0.02)
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        }
        note(Self.sentence(waitingFor: FileLocks.holder(of: descriptor)))
        while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
        return descriptor
    }

    private static func sentence(waitingFor process: Int32?) -> String {
        guard let process else {
            return "another Leadsheet is opening the database or bringing it to its version; this one waits until it is done."
        }
        return
            "process \(process) is opening the database or bringing it to its version; this one waits until it is done. If that process is stopped, wake it with fg in its shell, or end it: kill -9 \(process)"
    }

    /// SQLite gives the log beside the database the same mode as the database.
    private func makeFile() throws(StoreError) {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw .folderNotWritable(path: folder, reason: SystemError.reason(errno))
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .databaseUnreadable(path: path, reason: "it is a folder")
        }
        chmod(path, 0o600)
    }

    /// Looks at a file that is there already without changing a byte of it.
    private func check() throws {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size > 0 else { return }
        let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: true))
        try queue.read { db in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0 > 0 else { return }
            let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            guard owner == DatabaseOpening.applicationID else {
                throw StoreError.databaseUnreadable(path: path, reason: "it belongs to another program")
            }
            if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.databaseNewer(path: path) }
        }
    }
}
