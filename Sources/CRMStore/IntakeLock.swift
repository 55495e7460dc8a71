import CRM
import Foundation
import Synchronization

/// The right to do the intake, which one process at a time has. The kernel takes it back when the process ends, however it ends.
///
/// It is a `flock` on a file of its own beside the database, which holds the process's number.
public final class IntakeLock: Sendable {
    private struct State {
        var descriptor: Int32?
        var isWaiting = false
        var isGivenUp = false
    }

    /// Where the lock is.
    public let path: String
    private let state = Mutex(State())

    /// The lock that belongs to the database at `database`.
    public init(database: String) {
        path = database + ".intake"
    }

    deinit { release() }

    /// Takes the lock when it is free; true when this object has it now. Throws when its file cannot be made.
    public func tryAcquire() throws(StoreError) -> Bool {
        if isHeld { return true }
        let descriptor = try openFile()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return false
        }
        keep(descriptor)
        return true
    }

    /// Waits for the lock on a thread of its own, and calls `onAcquired` on that thread once this object has it: at once when it
    /// has it already. After ``release()`` it is not called any more. While one call waits, a further one does nothing.
    public func acquire(onAcquired: @escaping @Sendable () -> Void) throws(StoreError) {
        if isHeld {
            onAcquired()
            return
        }
        let descriptor = try openFile()
        let isFirst = state.withLock { state in
            state.isGivenUp = false
            defer { state.isWaiting = true }
            return !state.isWaiting
        }
        guard isFirst else {
            close(descriptor)
            return
        }
        let thread = Thread { [weak self] in
            while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
            guard let self, self.finishWaiting() else {
                close(descriptor)
                return
            }
            self.keep(descriptor)
            onAcquired()
        }
        thread.name = "intake lock"
        thread.start()
    }

    /// Gives the lock to whoever waits for it.
    public func release() {
        let descriptor = state.withLock { state in
            state.isGivenUp = true
            defer { state.descriptor = nil }
            return state.descriptor
        }
        if let descriptor {
            ftruncate(descriptor, 0)
            close(descriptor)
        }
    }

    public var isHeld: Bool { state.withLock { $0.descriptor != nil } }

    /// The number of the process that has the lock; nil when nobody has it.
    public func holder() -> Int32? {
        if isHeld { return getpid() }
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func openFile() throws(StoreError) -> Int32 {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .folderNotWritable(
                path: (path as NSString).deletingLastPathComponent, reason: StoreError.systemReason(errno))
        }
        return descriptor
    }

    private func keep(_ descriptor: Int32) {
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        pwrite(descriptor, text, text.count, 0)
        state.withLock { $0.descriptor = descriptor }
    }

    /// False when the lock is not wanted any more.
    private func finishWaiting() -> Bool {
        state.withLock { state in
            state.isWaiting = false
            return !state.isGivenUp
        }
    }
}
