import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// The right to do the intake, which one process at a time has, on all machines together.
///
/// It is a lock of the server that belongs to a connection: it is free when that ends, however it ends. One that gives it back tells those who wait,
/// and they look from time to time as well. The holder asks the server something every two seconds, by which they see that it lives. One that is stopped, or hangs as a whole, keeps its connection; after ``silence`` another
/// has the server end that connection, and takes the right. Whoever wakes up and finds the connection gone has lost it. Between the two, the
/// intake's term keeps it from writing (``CRMStore/beginIntake()``).
public final class PostgresIntakeLock: IntakeLocking {
    public static let silence: Double = 8
    /// Seconds between two signs of life.
    private static let beat: Double = 2

    private struct State {
        var isHeld = false
        var onAcquired: (@Sendable () -> Void)?
        var onLost: (@Sendable () -> Void)?
        var silent: Int32?
        var predecessor: Int32?
    }

    private let address: ServerAddress
    /// Seconds between two looks at the holder, and between two signs of life.
    private let pause: (look: Double, beat: Double)
    /// Seconds.
    private let patience: Double
    private let state = Mutex(State())
    private let work = DispatchQueue(label: "intake lock")
    // All are touched on `work` alone.
    private nonisolated(unsafe) var connection: Connection?
    private nonisolated(unsafe) var timer: (any DispatchSourceTimer)?
    private nonisolated(unsafe) var notes: (any DispatchSourceRead)?

    /// The channel on which it is told that the lock was given back.
    private static let channel = "leadsheet_intake"

    convenience init(_ address: ServerAddress) {
        self.init(address, look: 2, beat: Self.beat, patience: Self.silence)
    }

    /// All in seconds.
    init(_ address: ServerAddress, look: Double, beat: Double, patience: Double) {
        self.address = address
        pause = (look, beat)
        self.patience = patience
    }

    deinit {
        timer?.cancel()
        notes?.cancel()
    }

    public var isHeld: Bool { state.withLock { $0.isHeld } }

    /// Where the server cannot be asked, the attempt to take the right says so.
    public var isAllowed: Bool {
        (try? Connection(address).text("SELECT has_table_privilege('webhook_delivery', 'INSERT')::int")) != "0"
    }

    public func tryAcquire() throws(StoreError) -> Bool {
        let result = work.sync { () -> Result<Bool, StoreError> in
            do {
                return .success(try take())
            } catch let error as ServerError {
                return .failure(StoreError(error, location: address.location, writing: true))
            } catch {
                return .failure(.cannotWrite(reason: "\(error)"))
            }
        }
        return try result.get()
    }

    public func acquire(onLost: @escaping @Sendable () -> Void, onAcquired: @escaping @Sendable () -> Void) throws(StoreError) {
        state.withLock { ($0.onAcquired, $0.onLost) = (onAcquired, onLost) }
        if try tryAcquire() {
            announce()
        } else {
            work.async { self.schedule(self.pause.look) { $0.look() } }
        }
    }

    public func release() {
        state.withLock { ($0.onAcquired, $0.onLost) = (nil, nil) }
        work.sync { letGo() }
    }

    public func holder() -> Int32? {
        if isHeld { return getpid() }
        return try? IntakeHolder.find(on: Connection(address))?.process
    }

    public var silentHolder: Int32? { state.withLock { $0.isHeld ? nil : $0.silent } }

    /// Another machine has ports of its own.
    public var stoppedPredecessor: Int32? {
        state.withLock { $0.predecessor }.flatMap { kill($0, 0) == 0 ? $0 : nil }
    }

    // MARK: On the queue

    private func schedule(_ seconds: Double, _ turn: @escaping @Sendable (PostgresIntakeLock) -> Void) {
        timer?.cancel()
        timer = work.repeating(every: seconds, leeway: .milliseconds(50)) { [weak self] in self.map(turn) }
        timer?.activate()
    }

    /// Whether this object has the right now. A connection that broke is made anew.
    private func take() throws -> Bool {
        if isHeld { return true }
        if connection?.isBroken != false { try connect() }
        guard try connection?.text("SELECT pg_try_advisory_lock(\(AdvisoryLock.intake.key))::int") == "1" else { return false }
        state.withLock { ($0.isHeld, $0.silent) = (true, nil) }
        schedule(pause.beat) { $0.signOfLife() }
        return true
    }

    private func connect() throws {
        notes?.cancel()
        let made = try Connection(address, application: IntakeHolder.name())
        try made.command("LISTEN \(Self.channel)")
        let source = DispatchSource.makeReadSource(fileDescriptor: made.socket, queue: work)
        source.setEventHandler { [weak self] in
            if !made.takeInput() { self?.notes?.cancel() }
            if !made.takeNotes().isEmpty { self?.look() }
        }
        // Its descriptor is not closed before nobody waits for it any more.
        source.setCancelHandler { withExtendedLifetime(made) {} }
        source.activate()
        (connection, notes) = (made, source)
    }

    /// The holder's turn.
    private func signOfLife() {
        guard isHeld, (try? connection?.command("SELECT 1")) == nil else { return }
        let onLost = state.withLock { $0.onLost }
        letGo()
        onLost?()
    }

    /// The turn of one who waits. Where the server cannot be asked, it is asked again at the next turn.
    private func look() {
        guard state.withLock({ $0.onAcquired != nil && !$0.isHeld }) else { return }
        if (try? take()) == true { return announce() }
        guard let connection, let holder = try? IntakeHolder.find(on: connection) else { return }
        state.withLock { $0.silent = holder.silence * 2 >= patience ? holder.process : nil }
        guard holder.silence >= patience, (try? holder.end(on: connection)) != nil else { return }
        state.withLock { $0.predecessor = holder.isOnThisMachine ? holder.process : nil }
    }

    private func announce() {
        let onAcquired = state.withLock { state in
            defer { state.onAcquired = nil }
            return state.onAcquired
        }
        onAcquired?()
    }

    /// The lock goes with the connection, if not before.
    private func letGo() {
        if isHeld {
            // Where the connection is broken, they see it by themselves.
            try? connection?.command("SELECT pg_advisory_unlock(\(AdvisoryLock.intake.key)); NOTIFY \(Self.channel)")
        }
        timer?.cancel()
        notes?.cancel()
        (timer, notes, connection) = (nil, nil, nil)
        state.withLock { ($0.isHeld, $0.silent) = (false, nil) }
    }
}

/// The process that has the right, as the server tells of its connection.
struct IntakeHolder {
    /// Its number on its machine; 0 where the server does not tell this role.
    let process: Int32
    let machine: String
    var isOnThisMachine: Bool { machine == IntakeHolder.here }
    /// Seconds since it has asked the server anything.
    let silence: Double
    /// The number of the connection on the server.
    private let backend: Int64

    var place: IntakePlace { IntakePlace(process: process, machine: isOnThisMachine ? nil : machine) }

    /// The name under which the server knows the connection.
    static func name() -> String { "leadsheet intake \(getpid()) \(here)" }

    /// An application's name is cut behind 63 bytes.
    private static var here: String { String(ProcessInfo.processInfo.hostName.prefix(30)) }

    /// The lock's holder; nil when none has it.
    static func find(on connection: Connection) throws -> IntakeHolder? {
        let result = try connection.query(
            """
            SELECT backend.pid, backend.application_name,
                (extract(epoch FROM clock_timestamp() - coalesce(backend.state_change, clock_timestamp())) * 1000)::bigint
            FROM pg_locks JOIN pg_stat_activity AS backend ON backend.pid = pg_locks.pid
            WHERE locktype = 'advisory' AND granted AND pg_locks.classid = ?::bigint::oid AND pg_locks.objid = ?::bigint::oid
                AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, [AdvisoryLock.program, AdvisoryLock.intake.rawValue])
        guard result.rowCount > 0 else { return nil }
        let name = String(sqlValue: result.value(row: 0, column: 1)) ?? ""
        let words = name.split(separator: " ")
        return IntakeHolder(
            process: words.count > 2 ? Int32(words[2]) ?? 0 : 0, machine: words.count > 3 ? String(words[3]) : "",
            silence: Double(Int64(sqlValue: result.value(row: 0, column: 2)) ?? 0) / 1000,
            backend: Int64(sqlValue: result.value(row: 0, column: 0)) ?? 0)
    }

    /// Has the server end its connection, for which the role of both must be the same.
    func end(on connection: Connection) throws {
        _ = try connection.query("SELECT pg_terminate_backend(?::bigint::int)", [backend])
    }
}
