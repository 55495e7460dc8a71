import NIOCore
import Synchronization

/// One connection's place among all.
final class Place: Sendable {
    private struct State {
        /// Since when no request has been read to its end: from the beginning of the connection, or from the last answer.
        var idleSince: NIODeadline?
        /// Closes the connection at once, without a word; nil before it is known and after it is closed.
        var close: (@Sendable () -> Void)?
        var isCut = false
        var isSilent = true
    }

    private let state: Mutex<State>
    /// That of its channel.
    let id: ObjectIdentifier
    /// Its peer, for the log.
    let peer: String?

    /// When the connection was made.
    let beganAt: NIODeadline

    init(id: ObjectIdentifier, peer: String?, at now: NIODeadline) {
        self.id = id
        self.peer = peer
        beganAt = now
        state = Mutex(State(idleSince: now))
    }

    /// Nil while a request is being answered: what was taken is answered.
    var idleSince: NIODeadline? { state.withLock { $0.idleSince } }

    /// Whether nothing has come yet.
    var isSilent: Bool { state.withLock { $0.isSilent } }

    func speaks() { state.withLock { $0.isSilent = false } }

    func setClose(_ close: @escaping @Sendable () -> Void) {
        let isCut = state.withLock { state in
            state.close = close
            return state.isCut
        }
        if isCut { close() }
    }

    /// A request was read to its end.
    func isAnswering() { state.withLock { $0.idleSince = nil } }

    /// The answer is written, or the other side does not take it.
    func isIdle(since now: NIODeadline) { state.withLock { if $0.idleSince == nil { $0.idleSince = now } } }

    func cut() {
        let close = state.withLock { state in
            state.isCut = true
            return state.close
        }
        close?()
    }

    /// Its connection is closed.
    func end() { state.withLock { $0.close = nil } }
}
