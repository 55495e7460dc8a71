import Dispatch
import Synchronization

/// A few connections to one database, each used by one thread at a time. They are made when they are needed and kept.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [Connection] = []
        var isClosed = false
    }

    let address: ServerAddress
    private let state = Mutex(State())
    /// The connections that may still be taken at once; a thread that wants one more waits.
    private let places: DispatchSemaphore
    private let inUse = DispatchGroup()

    init(_ address: ServerAddress, most: Int = 8) {
        self.address = address
        places = DispatchSemaphore(value: most)
    }

    /// Gives `body` a connection on which `begin` has run, and its answer. One that was kept may have lost its server since: then another takes
    /// its place.
    func use<T>(begin: String, _ body: (Connection, _ answer: String?) throws -> T) throws -> T {
        let isOpen = state.withLock { state in
            if !state.isClosed { inUse.enter() }
            return !state.isClosed
        }
        guard isOpen else { throw ServerError(state: "", sentence: "the connection was closed") }
        defer { inUse.leave() }
        places.wait()
        defer { places.signal() }
        let (connection, answer) = try begun(begin)
        defer { keep(connection) }
        return try body(connection, answer)
    }

    private func begun(_ begin: String) throws -> (Connection, answer: String?) {
        while let kept = state.withLock({ $0.idle.popLast() }) {
            do {
                return try self.begin(begin, on: kept)
            } catch let error as ServerError where error.isOfConnection && kept.isBroken {
                // Nothing was done on it yet.
                continue
            }
        }
        return try self.begin(begin, on: Connection(address))
    }

    private func begin(_ begin: String, on connection: Connection) throws -> (Connection, answer: String?) {
        do {
            return (connection, try connection.answer(to: begin))
        } catch {
            try? connection.command("ROLLBACK")
            keep(connection)
            throw error
        }
    }

    private func keep(_ connection: Connection) {
        guard !connection.isBroken, connection.isIdle else { return }
        state.withLock { if !$0.isClosed { $0.idle.append(connection) } }
    }

    /// Waits for the connections in use and closes all.
    func close() {
        state.withLock { $0.isClosed = true }
        inUse.wait()
        state.withLock { $0.idle = [] }
    }
}
