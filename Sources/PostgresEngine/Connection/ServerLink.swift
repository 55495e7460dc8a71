import CRM
import CRMStore
import Dispatch
import Synchronization

/// Whether the server can be reached, as the calls of the engine find it.
///
/// A call whose connection broke says so, and from then on a connection is tried again and again until there is one. Once one could not be made,
/// every other call is refused at once: none waits for a server that is not there. Those who watch are told of both.
final class ServerLink: Sendable {
    private struct State {
        var fault: StoreError?
        /// A connection could not be made since the fault.
        var isDown = false
        var isTrying = false
        var isClosed = false
        var watchers: [Int: @Sendable () -> Void] = [:]
        var watched = 0
    }

    private let address: ServerAddress
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "server link")

    /// Milliseconds between two attempts, the last for all that follow.
    private static let delays = [50, 100, 200, 400, 800, 1000]

    init(_ address: ServerAddress) {
        self.address = address
    }

    /// Why the server could not be reached when it was asked last; nil when it could.
    var fault: StoreError? { state.withLock { $0.fault } }

    /// Throws the fault when there is certainly no server now.
    func check() throws(StoreError) {
        if let fault = state.withLock({ $0.isDown ? $0.fault : nil }) { throw fault }
    }

    /// A call succeeded.
    func works() {
        let told = state.withLock { state -> [@Sendable () -> Void] in
            guard state.fault != nil else { return [] }
            (state.fault, state.isDown) = (nil, false)
            return Array(state.watchers.values)
        }
        for tell in told { tell() }
    }

    /// A call failed because its connection broke, or none could be made.
    func broke(_ fault: StoreError) {
        let begins = state.withLock { state -> Bool in
            guard !state.isClosed else { return false }
            if !state.isDown { state.fault = fault }
            defer { state.isTrying = true }
            return !state.isTrying
        }
        if begins { queue.async { self.attempt(0) } }
    }

    /// Calls `tell`, on any thread, when the server is not there any more and when it is there again, until ``unwatch(_:)``. Gives the number
    /// for that.
    func watch(_ tell: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.watched += 1
            state.watchers[state.watched] = tell
            return state.watched
        }
    }

    func unwatch(_ number: Int) { state.withLock { $0.watchers[number] = nil } }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.watchers = [:]
        }
    }

    // MARK: On the queue

    private func attempt(_ count: Int) {
        guard state.withLock({ !$0.isClosed }) else { return }
        do {
            _ = try Connection(address, application: "leadsheet link", isQuiet: true)
            state.withLock { $0.isTrying = false }
            works()
        } catch {
            let fault = (error as? ServerError).map { StoreError($0, location: address.location, writing: false) }
            goDown(fault ?? .serverUnreachable(address: address.location, reason: "\(error)"))
            let delay = ServerLink.delays[min(count, ServerLink.delays.count - 1)]
            queue.asyncAfter(deadline: .now() + .milliseconds(delay)) { [weak self] in self?.attempt(count + 1) }
        }
    }

    private func goDown(_ fault: StoreError) {
        let told = state.withLock { state -> [@Sendable () -> Void] in
            let wasDown = state.isDown
            (state.fault, state.isDown) = (fault, true)
            return wasDown ? [] : Array(state.watchers.values)
        }
        for tell in told { tell() }
    }
}
