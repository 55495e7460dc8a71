import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// The right to do the intake, which one process at a time has.
///
/// It is a `flock` on a file of its own beside the database: the kernel takes it back when the process ends, however it ends. The holder
/// also writes its number there, and a count that goes up: by that those who wait see that it lives. One that is stopped, or hangs as a
/// whole, keeps its `flock`; after ``silence`` another makes a new file under the same name and has the right from then on. Whoever wakes
/// up and finds another file under the name has lost it. Between the two, the intake's term keeps it from writing
/// (``CRMStore/beginIntake()``).
public final class IntakeLock: IntakeLocking {
    /// Seconds between two signs of life.
    private static let beat: Double = 2
    /// Seconds without a sign of life after which those who wait take over.
    public static let silence: Double = 8

    private struct State {
        var descriptor: Int32?
        var onAcquired: (@Sendable () -> Void)?
        var onLost: (@Sendable () -> Void)?
        var count = 0
        /// The last text of the holder's file, and the number of looks that have found the same since.
        var seen = ""
        var sameLooks = 0
        var predecessor: Int32?
    }

    /// Where the lock is.
    public let path: String
    /// Seconds between two looks at the holder, by one who waits.
    private let pause: Double
    private let patience: Int
    private let state = Mutex(State())
    private let work = DispatchQueue(label: "intake lock")
    /// Set on `work` alone.
    private nonisolated(unsafe) var timer: (any DispatchSourceTimer)?

    /// The lock that belongs to the database at `database`.
    public convenience init(database: String) {
        self.init(database: database, pause: 0.5, patience: Int(Self.silence / 0.5))
    }

    /// `patience` counts the looks that find no sign of life before the right is taken.
    package init(database: String, pause: Double, patience: Int) {
        path = database + ".intake"
        self.pause = pause
        self.patience = patience
    }

    deinit {
        timer?.cancel()
        letGo()
    }

    public var isAllowed: Bool { true }

    /// Takes the lock when it is free; true when this object has it now. Throws when its file cannot be made.
    public func tryAcquire() throws(StoreError) -> Bool {
        if isHeld { return true }
        guard let descriptor = try lockedFile() else { return false }
        keep(descriptor)
        work.async { self.schedule(Self.beat) { $0.signOfLife() } }
        return true
    }

    /// Waits for the lock, and calls `onAcquired` on a queue of its own once this object has it: at once when it is free, or held here
    /// already. Once it was had, `onLost` is called when another process has taken it over, which held this one for dead. After
    /// ``release()`` neither is called any more.
    public func acquire(onLost: @escaping @Sendable () -> Void = {}, onAcquired: @escaping @Sendable () -> Void) throws(StoreError) {
        state.withLock { ($0.onAcquired, $0.onLost) = (onAcquired, onLost) }
        if try tryAcquire() {
            announce()
        } else {
            work.async { self.schedule(self.pause) { $0.look() } }
        }
    }

    /// Gives the lock to whoever waits for it, or ends the wait.
    public func release() {
        state.withLock { ($0.onAcquired, $0.onLost) = (nil, nil) }
        work.sync {
            timer?.cancel()
            timer = nil
            letGo()
        }
    }

    public var isHeld: Bool { state.withLock { $0.descriptor != nil } }

    /// The process that has the lock; nil when nobody has it.
    public func holder() -> IntakePlace? {
        if isHeld { return IntakePlace(process: getpid()) }
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
            flock(descriptor, LOCK_UN)
            return nil
        }
        return Self.process(in: Self.text(of: descriptor)).map { IntakePlace(process: $0) }
    }

    /// The holder, while it has given no sign of life for half of the time after which it is replaced.
    public var silentHolder: IntakePlace? {
        let silent = state.withLock { $0.descriptor == nil && $0.sameLooks * 2 >= patience ? Self.process(in: $0.seen) : nil }
        return silent.map { IntakePlace(process: $0) }
    }

    /// The process that was replaced without having ended, while it is there: it may still have the port.
    public var stoppedPredecessor: Int32? {
        state.withLock { $0.predecessor }.flatMap { kill($0, 0) == 0 ? $0 : nil }
    }

    // MARK: On the queue

    private func schedule(_ seconds: Double, _ turn: @escaping @Sendable (IntakeLock) -> Void) {
        timer?.cancel()
        timer = work.repeating(every: seconds, leeway: .milliseconds(50)) { [weak self] in self.map(turn) }
        timer?.activate()
    }

    /// The holder's turn.
    private func signOfLife() {
        guard let descriptor = state.withLock({ $0.descriptor }) else { return }
        guard isNamed(descriptor) else {
            let onLost = state.withLock { $0.onLost }
            timer?.cancel()
            timer = nil
            letGo()
            onLost?()
            return
        }
        write(descriptor)
    }

    /// The turn of one who waits.
    private func look() {
        guard state.withLock({ $0.onAcquired != nil && $0.descriptor == nil }) else { return }
        if let descriptor = try? lockedFile() { return take(descriptor) }
        guard let said = said() else { return }
        let isSilent = state.withLock { state in
            state.sameLooks = said == state.seen ? state.sameLooks + 1 : 0
            state.seen = said
            return state.sameLooks >= patience
        }
        if isSilent, let descriptor = replace(said) {
            state.withLock { $0.predecessor = Self.process(in: said) }
            take(descriptor)
        }
    }

    private func take(_ descriptor: Int32) {
        keep(descriptor)
        schedule(Self.beat) { $0.signOfLife() }
        announce()
    }

    private func announce() {
        let onAcquired = state.withLock { state in
            defer { state.onAcquired = nil }
            return state.onAcquired
        }
        onAcquired?()
    }

    // MARK: The file

    /// The file under the name, locked; nil when another has it. Nobody follows a link there: it would lead to somebody else's file.
    private func lockedFile() throws(StoreError) -> Int32? {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw cannotMake(errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(descriptor) else {
            flock(descriptor, LOCK_UN)
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A new file in the place of the one whose holder was silent, locked; nil when another was faster, or the holder spoke after all.
    private func replace(_ said: String) -> Int32? {
        let folder = Foundation.open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer {
            flock(folder, LOCK_UN)
            close(folder)
        }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0, self.said() == said else { return nil }
        let draft = "\(path).\(getpid())"
        unlink(draft)
        let descriptor = Foundation.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, rename(draft, path) == 0 else {
            close(descriptor)
            unlink(draft)
            return nil
        }
        return descriptor
    }

    private func cannotMake(_ number: Int32) -> StoreError {
        if number == ELOOP {
            return .folderNotWritable(path: path, reason: "it is a link, which somebody else may have laid there; remove it")
        }
        return .folderNotWritable(path: (path as NSString).deletingLastPathComponent, reason: SystemError.reason(number))
    }

    private func keep(_ descriptor: Int32) {
        state.withLock { ($0.descriptor, $0.sameLooks, $0.seen) = (descriptor, 0, "") }
        write(descriptor)
    }

    private func write(_ descriptor: Int32) {
        let count = state.withLock { state in
            state.count += 1
            return state.count
        }
        let text = Array("\(getpid()) \(count)\n".utf8)
        pwrite(descriptor, text, text.count, 0)
        ftruncate(descriptor, off_t(text.count))
    }

    private func letGo() {
        let descriptor = state.withLock { state in
            (state.sameLooks, state.seen) = (0, "")
            defer { state.descriptor = nil }
            return state.descriptor
        }
        guard let descriptor else { return }
        if isNamed(descriptor) { ftruncate(descriptor, 0) }
        // A program that is being started has the file open as well until it runs, and the lock would last as long.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether the open file is the one that has the name.
    private func isNamed(_ descriptor: Int32) -> Bool {
        var open = stat()
        var named = stat()
        return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino && open.st_dev == named.st_dev
    }

    private func said() -> String? {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return Self.text(of: descriptor)
    }

    private static func text(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func process(in text: String) -> Int32? { text.split(whereSeparator: \.isWhitespace).first.flatMap { Int32($0) } }
}
