import CRM
import CRMStore
import Foundation
import Synchronization

/// Looks at the database again and again while a change is expected, and notes when it was not there yet: no time since then is left out.
final class CommitLog: Sendable {
    /// What the data say once a change is in them.
    typealias Fact = @Sendable (CRMStore) throws -> Bool

    /// A type of its own: a function that goes into a tuple of a dictionary and out again is wrapped once more each time, and one that was
    /// looked for over minutes ended the process for want of stack.
    private struct Wanted {
        let isThere: Fact
        /// The beginning of the last look that did not find it.
        var missed: ContinuousClock.Instant
    }

    private struct State {
        var wanted: [Int: Wanted] = [:]
        var seen: [Int: ContinuousClock.Instant] = [:]
        var isOpen = true
    }

    let store: CRMStore
    private let state = Mutex(State())

    init(_ data: ProofData) throws {
        store = try data.store()
        Thread.detachNewThread { [self] in
            while state.withLock({ $0.isOpen }) {
                for (number, wanted) in state.withLock({ $0.wanted }) {
                    let began = ContinuousClock.now
                    let isThere = (try? wanted.isThere(store)) == true
                    state.withLock { state in
                        if isThere {
                            state.seen[number] = state.wanted.removeValue(forKey: number)?.missed
                        } else {
                            state.wanted[number]?.missed = began
                        }
                    }
                }
                // Not so often that the looking itself holds the others up.
                usleep(5000)
            }
            store.close()
        }
    }

    /// Waits from now on for the data to say something, under a number that was not used before.
    func want(_ number: Int, _ isThere: @escaping Fact) { state.withLock { $0.wanted[number] = Wanted(isThere: isThere, missed: .now) } }

    /// When a wanted fact was last not there; nil while it is not.
    func seen(_ number: Int) -> ContinuousClock.Instant? { state.withLock { $0.seen[number] } }

    /// Ends the looking. The store is closed soon after.
    func close() { state.withLock { $0.isOpen = false } }

    /// A column of a customer has this text.
    static func has(_ text: String, in field: CustomerField, of customer: Customer.ID) -> Fact {
        { try $0.customer(customer)?[field: field] == text }
    }
}
