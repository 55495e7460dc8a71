import CRM
import CRMStore
import Dispatch
import Synchronization

/// Whether the server can be reached, as the calls of the engine find it.
///
/// A call whose connection broke says so, and from then on a connection is tried again and again until there is one. Once one could not be made,
/// every other call is refused at once: none waits for a server that is not there. Those who watch are told of both.
///
/// A server that hangs breaks no connection. So while an answer is awaited longer than ``silence``, it is asked whether it answers anybody.
final class ServerLink: Sendable {
    private struct State {
        var fault: StoreError?
        /// A connection could not be made since the fault.
        var isDown = false
        var isTrying = false
        var isClosed = false
        var watchers: [Int: @Sendable () -> Void] = [:]
        var watched = 0
        /// When the calls began that have no answer yet, by numbers.
        var calls: [Int: ContinuousClock.Instant] = [:]
        var called = 0
        /// It is going to be looked whether they have one.
        var isLooking = false
        /// Times in a row that the server did not answer the question whether it answers anybody.
        var silences = 0
    }

    private let address: ServerAddress
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "server link")

    /// Milliseconds between two attempts, the last for all that follow.
    private static let delays = [50, 100, 200, 400, 800, 1000]

    /// Seconds without an answer after which the server is asked, and between two such questions.
    private static let silence = 2.0

    init(_ address: ServerAddress) {
        self.address = address
    }

    /// Runs a call, which may take as long as the server works on it, but not without a word where the server hangs.
    func awaiting<T>(_ body: () throws -> T) rethrows -> T {
        let (number, looks) = state.withLock { state -> (Int, Bool) in
            state.called += 1
            state.calls[state.called] = .now
            defer { state.isLooking = true }
            return (state.called, !state.isLooking)
        }
        if looks { look(after: ServerLink.silence) }
        defer { state.withLock { _ = $0.calls.removeValue(forKey: number) } }
        return try body()
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

    private func look(after seconds: Double) { queue.asyncAfter(deadline: .now() + seconds) { [weak self] in self?.look() } }

    // MARK: On the queue

    private func look() {
        let oldest = state.withLock { state -> ContinuousClock.Instant? in
            state.isLooking = !state.calls.isEmpty && !state.isClosed
            if state.calls.isEmpty { state.silences = 0 }
            return state.isLooking ? state.calls.values.min() : nil
        }
        guard let oldest else { return }
        let age = (ContinuousClock.now - oldest) / .seconds(1)
        guard age >= ServerLink.silence else { return look(after: ServerLink.silence - age) }
        look(after: ServerLink.silence)
        guard !state.withLock({ $0.isTrying }) else { return }
        let isAnswered = Connection.isAnswered(address)
        // A machine that is busy beyond measure may miss one question.
        let isSilent = state.withLock { state in
            state.silences = isAnswered ? 0 : state.silences + 1
            return state.silences > 1
        }
        guard isSilent else { return }
        let fault = StoreError.serverUnreachable(address: address.location, reason: "it does not answer")
        broke(fault)
        // The answer may have come meanwhile.
        if state.withLock({ !$0.calls.isEmpty }) { goDown(fault) }
    }

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
