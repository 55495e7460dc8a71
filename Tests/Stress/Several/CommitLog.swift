import CRM
import CRMStore
import Foundation
import Synchronization

/// Looks at the database all the time while a change is expected, and notes when it was there to be seen.
final class CommitLog: Sendable {
    /// What the data say once a change is in them.
    typealias Fact = @Sendable (CRMStore) throws -> Bool

    private struct State {
        var wanted: [Int: Fact] = [:]
        var seen: [Int: ContinuousClock.Instant] = [:]
        var isOpen = true
    }

    let store: CRMStore
    private let state = Mutex(State())

    init(_ data: ProofData) throws {
        store = try data.store()
        Thread.detachNewThread { [self] in
            while state.withLock({ $0.isOpen }) {
                let wanted = state.withLock { $0.wanted }
                for (number, isThere) in wanted where (try? isThere(store)) == true {
                    state.withLock {
                        $0.seen[number] = .now
                        $0.wanted[number] = nil
                    }
                }
                // Not so often that the looking itself holds the others up.
                usleep(wanted.isEmpty ? 5000 : 500 * UInt32(wanted.count))
            }
            store.close()
        }
    }

    /// Waits from now on for the data to say something, under a number that was not used before.
    func want(_ number: Int, _ isThere: @escaping Fact) { state.withLock { $0.wanted[number] = isThere } }

    /// When a wanted fact was there; nil when it was not.
    func seen(_ number: Int) -> ContinuousClock.Instant? { state.withLock { $0.seen[number] } }

    /// Ends the looking. The store is closed soon after.
    func close() { state.withLock { $0.isOpen = false } }

    /// A column of a customer has this text.
    static func has(_ text: String, in field: CustomerField, of customer: Customer.ID) -> Fact {
        { try $0.customer(customer)?[field: field] == text }
    }
}
