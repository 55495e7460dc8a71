import CRM
import CRMStore
import Dispatch
import Foundation
import GRDB

/// Tells when the data were changed, by another process or by this one, without polling the database.
///
/// The kernel tells that the files were written; SQLite's `data_version` tells whether that changed the data (a checkpoint does
/// not). A burst of changes gives one call each 50 milliseconds at most, and always one after the last change.
///
/// A transaction is written first and can be seen only after the disk has it, which the kernel does not tell of: so the version is
/// looked at some more times in the seconds after a write. When nothing is written there are no timers; only where the kernel tells
/// nothing, for a user has few such watches and other programs may have them all, the version is looked at once a second.
///
/// `@unchecked` because the variables are touched on `work`, a serial queue, only.
public final class DataWatcher: DataWatching, @unchecked Sendable {
    private let work = DispatchQueue(label: "data watcher")
    private let database: DatabaseQueue
    private let onChange: @Sendable () -> Void
    private let queue: DispatchQueue
    private var changes: FileChanges?
    /// The folder in which presence is told; nil where nobody asks for it.
    private var presence: FileChanges?
    private var version: Int64
    private var isStopped = false

    private var nextLook: DispatchWorkItem?
    private var looks = 0

    /// Milliseconds between two calls.
    private static let pause = 50
    /// Milliseconds between the looks at the version after a write.
    private static let delays = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]

    /// Why the kernel tells of no changes, in the system's words; nil: it does.
    public var blindness: String? { work.sync { changes?.blindness?.reason } }

    /// Watches the database at `path`, which must be open in a ``CRMStore`` of this process, and calls `onChange` on `queue`
    /// until ``stop()``, or until the watcher is let go of.
    public convenience init(path: String, onChange: @escaping @Sendable () -> Void, queue: DispatchQueue = .main) throws(StoreError) {
        try self.init(path: path, onChange: onChange, queue: queue, blindness: nil)
    }

    /// With `blindness` the kernel is not asked.
    package init(
        path: String, onChange: @escaping @Sendable () -> Void, queue: DispatchQueue, blindness: String?
    ) throws(StoreError) {
        self.onChange = onChange
        self.queue = queue
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            version = try DataWatcher.dataVersion(database)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw StoreError.databaseUnreadable(path: path, reason: "\(error)")
        }
        let blind = blindness.map { FileChanges.Blindness(reason: $0) }
        let changes = FileChanges(.database(path), queue: work, blindness: blind) { [weak self] in self?.filesChanged() }
        work.sync {
            self.changes = changes
            // The changes made while the watch was being set up.
            filesChanged()
        }
    }

    /// Also calls `onPresence` on the watch's queue with the sessions that are there, at once and whenever one tells something. Throws
    /// ``StoreError`` when the folder cannot be made.
    func watch(_ folder: PresenceFolder, _ onPresence: @escaping @Sendable ([SeenPresence]) -> Void) throws(StoreError) {
        let changes = try folder.watch(on: work) { [queue] present in queue.async { onPresence(present) } }
        work.sync { presence = changes }
    }

    /// No call begins after it returns, apart from one that waits in `queue` already.
    public func stop() {
        work.sync {
            isStopped = true
            nextLook?.cancel()
            (changes, presence) = (nil, nil)
        }
    }

    private func filesChanged() {
        // A watcher that is told each second need not look again in between.
        looks = changes?.blindness == nil ? 0 : DataWatcher.delays.count
        look()
    }

    private func look() {
        nextLook?.cancel()
        guard !isStopped else { return }
        let current = try? DataWatcher.dataVersion(database)
        // A version that cannot be read may be a new one.
        let isNew = current == nil || current != version
        if isNew {
            version = current ?? version
            queue.async(execute: onChange)
            // Further writes wait in the kernel until the pause is over.
            changes?.suspend()
        }
        guard looks < DataWatcher.delays.count else {
            changes?.resume()
            return
        }
        let delay = isNew ? DataWatcher.pause : DataWatcher.delays[looks]
        looks += 1
        let next = DispatchWorkItem { [weak self] in
            self?.changes?.resume()
            self?.look()
        }
        nextLook = next
        work.asyncAfter(deadline: .now() + .milliseconds(delay), execute: next)
    }

    /// Outside a transaction: `data_version` of one that began earlier would not change.
    private static func dataVersion(_ database: DatabaseQueue) throws -> Int64 {
        try database.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }
}
