import CRM
import CRMStore
import Foundation
import Synchronization

/// Looks at the database all the time while a change is expected, and notes when it was there to be seen.
final class CommitLog: Sendable {
    private struct State {
        var wanted: [String: Customer.ID] = [:]
        var seen: [String: ContinuousClock.Instant] = [:]
    }

    let store: CRMStore
    private let state = Mutex(State())

    init(database: String) throws {
        store = try CRMStore(path: database, sealer: .random())
        Thread.detachNewThread { [self] in
            while true {
                let wanted = state.withLock { $0.wanted }
                for (name, customer) in wanted where (try? store.customer(customer)?.customerName) == name {
                    state.withLock {
                        $0.seen[name] = .now
                        $0.wanted[name] = nil
                    }
                }
                usleep(wanted.isEmpty ? 5000 : 500)
            }
        }
    }

    /// Waits from now on for a customer to have a name.
    func want(_ name: String, of customer: Customer.ID) { state.withLock { $0.wanted[name] = customer } }

    /// When a wanted name was there; nil when it was not.
    func seen(_ name: String) -> ContinuousClock.Instant? { state.withLock { $0.seen[name] } }
}
