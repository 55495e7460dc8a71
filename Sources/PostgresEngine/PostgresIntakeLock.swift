import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// The right to do the intake, which one process at a time has, on all machines together.
///
/// It stands in the table ``IntakeHolder`` reads, with a sign of life that the holder writes there every two seconds. Another takes it as soon as the
/// holder's connection has ended, or when a holder that is stopped, or hangs as a whole, has given no sign of life for ``silence``. No connection need be
/// ended for that, which a role may do to its own alone. Whoever wakes up finds another's number in its place and has lost the right. Between the two,
/// the intake's term keeps it from writing (``CRMStore/beginIntake()``). One that gives the right back tells those who wait, and they look from time to
/// time as well.
public final class PostgresIntakeLock: IntakeLocking {
    public static let silence: Double = 8
    /// Seconds between two signs of life.
    private static let beat: Double = 2

    private struct State {
        var isHeld = false
        var onAcquired: (@Sendable () -> Void)?
        var onLost: (@Sendable () -> Void)?
        var silent: IntakePlace?
        var predecessor: Int32?
    }

    private let address: ServerAddress
    /// The number by which this object is known as the holder.
    private let number = Int64.random(in: 1...Int64.max)
    /// Seconds between two looks at the holder, and between two signs of life.
    private let pause: (look: Double, beat: Double)
    /// Seconds.
    private let patience: Double
    private let state = Mutex(State())
    private let work = DispatchQueue(label: "intake lock")
    // All are touched on `work` alone.
    private nonisolated(unsafe) var connection: Connection?
    private nonisolated(unsafe) var timer: (any DispatchSourceTimer)?
    private nonisolated(unsafe) var notes: InputWatch?

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

    deinit { timer?.cancel() }

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

    public func holder() -> IntakePlace? { try? IntakeHolder.find(on: Connection(address))?.place }

    public var silentHolder: IntakePlace? { state.withLock { $0.isHeld ? nil : $0.silent } }

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

    /// Whether this object has the right now. While the server takes no writes nobody takes it.
    private func take() throws -> Bool {
        if isHeld { return true }
        do {
            return try takeWhereFree(on: liveConnection())
        } catch let error as ServerError where error.isOfWriting {
            // A connection may stay as it was told when it began.
            connection = nil
            return false
        }
    }

    private func takeWhereFree(on connection: Connection) throws -> Bool {
        let before = try IntakeHolder.find(on: connection)
        guard (before?.silence ?? patience) >= patience, try IntakeHolder.take(as: number, silence: patience, on: connection) else {
            state.withLock { $0.silent = before.flatMap { $0.silence * 2 >= patience ? $0.place : nil } }
            return false
        }
        state.withLock { state in
            (state.isHeld, state.silent) = (true, nil)
            state.predecessor = before.flatMap { $0.isOnThisMachine ? $0.process : nil }
        }
        schedule(pause.beat) { $0.signOfLife() }
        return true
    }

    /// One that broke is made anew.
    private func liveConnection() throws -> Connection {
        if let connection, !connection.isBroken { return connection }
        let made = try connect()
        connection = made
        return made
    }

    private func connect() throws -> Connection {
        notes?.stop()
        let made = try Connection(address, application: IntakeHolder.name())
        // A sign of life is worth no wait for the server's disk.
        try made.command("SET synchronous_commit = off; LISTEN \(Self.channel)")
        notes = InputWatch(made.socket, name: "intake", on: work) { [weak self] in
            let isThere = made.takeInput()
            if !made.takeNotes().isEmpty { self?.look() }
            return isThere
        }
        return made
    }

    /// The holder's turn.
    private func signOfLife() {
        guard isHeld, let connection else { return }
        do {
            if try IntakeHolder.beat(as: number, on: connection) { return }
        } catch {
            // A server that takes no writes now gives the right to nobody else either.
            if !connection.isBroken { return }
        }
        let onLost = state.withLock { $0.onLost }
        letGo()
        onLost?()
    }

    /// The turn of one who waits. Where the server cannot be asked, it is asked again at the next turn.
    private func look() {
        guard state.withLock({ $0.onAcquired != nil && !$0.isHeld }) else { return }
        if (try? take()) == true { announce() }
    }

    private func announce() {
        let onAcquired = state.withLock { state in
            defer { state.onAcquired = nil }
            return state.onAcquired
        }
        onAcquired?()
    }

    /// The right goes with the connection, if not before.
    private func letGo() {
        if isHeld, let connection {
            // Where the connection is broken, they see it by themselves.
            try? IntakeHolder.giveBack(as: number, on: connection)
            try? connection.command("NOTIFY \(Self.channel)")
        }
        timer?.cancel()
        notes?.stop()
        (timer, notes, connection) = (nil, nil, nil)
        state.withLock { ($0.isHeld, $0.silent) = (false, nil) }
    }
}
