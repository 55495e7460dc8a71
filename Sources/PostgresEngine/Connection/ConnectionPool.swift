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
    /// The same of those for transactions that write, which may wait long for each other: reads find a connection beside them.
    private let writers: DispatchSemaphore
    private let inUse = DispatchGroup()

    init(_ address: ServerAddress, most: Int = 4) {
        self.address = address
        places = DispatchSemaphore(value: most)
        writers = DispatchSemaphore(value: most / 2)
    }

    /// Gives `body` a connection on which the statements of `begin` run before its own first one. What is open when it returns is rolled back.
    func use<T>(begin: [String] = [], isWriting: Bool = false, _ body: (Connection) throws -> T) throws -> T {
        let isOpen = state.withLock { state in
            if !state.isClosed { inUse.enter() }
            return !state.isClosed
        }
        guard isOpen else { throw ServerError(state: "", sentence: "the connection was closed") }
        defer { inUse.leave() }
        if isWriting { writers.wait() }
        defer { if isWriting { writers.signal() } }
        places.wait()
        defer { places.signal() }
        let kept = state.withLock { $0.idle.popLast() }
        let connection = try kept ?? Connection(address)
        connection.begin(begin, isKept: kept != nil)
        defer {
            connection.rollBack()
            keep(connection)
        }
        return try body(connection)
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
