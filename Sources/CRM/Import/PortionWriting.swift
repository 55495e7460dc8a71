import Dispatch
import Synchronization

/// A customer as a record of a file tells of it.
struct ReadCustomer: Sendable {
    var customer: Customer
    /// The lead it came as, where the file says so.
    var lead: Lead?
    /// The line of a file of errors that it is; nil in any other file.
    var mended: MendedLine?
}

/// Works out and writes portions one after the other, each on a queue of its own, so that one is read while the one before is worked out
/// and that before it is written. A reader that is faster than the disk waits.
final class PortionWriting: Sendable {
    typealias Write = @Sendable (_ portion: [ImportedCustomer], _ step: ImportBatch?) throws -> ImportBatch

    private struct State {
        var step: ImportBatch?
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    /// Works out by what each customer is known again, which takes as long as reading them.
    private let preparation = DispatchQueue(label: "import.keys")
    private let queue = DispatchQueue(label: "import")
    private let places = DispatchSemaphore(value: 3)
    private let country: Country?
    private let body: Write
    private let rest: @Sendable () -> Void

    /// `country`: where telephone numbers without a country code belong. `rest` is called after each portion.
    init(in country: Country?, rest: @escaping @Sendable () -> Void, _ body: @escaping Write) {
        self.country = country
        self.rest = rest
        self.body = body
    }

    /// Hands a portion over and gives how many customers are written so far. Throws what the writing of an earlier one threw; nothing is
    /// written after that.
    func write(_ portion: [ReadCustomer]) throws -> Int {
        places.wait()
        let (count, failure) = state.withLock { ($0.step?.count ?? 0, $0.failure) }
        if let failure {
            places.signal()
            throw failure
        }
        preparation.async { [self] in
            let ready = portion.map { ImportedCustomer($0.customer, lead: $0.lead, mended: $0.mended, in: country) }
            queue.async { [self] in
                defer { places.signal() }
                writeNow(ready)
            }
        }
        return count
    }

    private func writeNow(_ portion: [ImportedCustomer]) {
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

    /// Writes nothing more: not what waits, either.
    func stop() {
        state.withLock { $0.failure = $0.failure ?? CancellationError() }
    }

    private func wait() {
        preparation.sync {}
        queue.sync {}
    }

    /// Waits until all is written. Throws what one of them threw.
    func finish() throws {
        wait()
        if let failure = state.withLock(\.failure) { throw failure }
    }

    /// Waits for what is under way, and gives what was written.
    func end() -> ImportBatch {
        wait()
        return state.withLock { $0.step ?? ImportBatch() }
    }
}
