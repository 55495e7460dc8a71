import Dispatch
import Synchronization

/// Writes portions one after the other on a queue of its own, so that the next is read while the last is written; one waits at most, and
/// who reads faster than the disk writes waits with it.
final class PortionWriting: Sendable {
    typealias Write = @Sendable (_ portion: [ImportedCustomer], _ step: ImportBatch?) throws -> ImportBatch

    private struct State {
        var step: ImportBatch?
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "import", qos: .userInitiated)
    private let places = DispatchSemaphore(value: 2)
    private let body: Write
    private let rest: @Sendable () -> Void

    init(rest: @escaping @Sendable () -> Void, _ body: @escaping Write) {
        self.rest = rest
        self.body = body
    }

    /// Hands a portion over and gives how many customers are written so far. Throws what the writing of an earlier one threw; nothing is
    /// written after that.
    func write(_ portion: [ImportedCustomer]) throws -> Int {
        places.wait()
        let (count, failure) = state.withLock { ($0.step?.count ?? 0, $0.failure) }
        if let failure {
            places.signal()
            throw failure
        }
        queue.async { [self] in
            defer { places.signal() }
            let (step, failure) = state.withLock { ($0.step, $0.failure) }
            guard failure == nil else { return }
            do {
                let next = try body(portion, step)
                state.withLock { $0.step = next }
                rest()
            } catch {
                state.withLock { $0.failure = error }
            }
        }
        return count
    }

    /// Waits until all is written. Throws what one of them threw.
    func finish() throws {
        queue.sync {}
        if let failure = state.withLock(\.failure) { throw failure }
    }

    /// Waits for what is under way, and gives how many customers were written, and how many were known.
    func end() -> (imported: Int, known: Int) {
        queue.sync {}
        return state.withLock { ($0.step?.count ?? 0, $0.step?.known ?? 0) }
    }
}
