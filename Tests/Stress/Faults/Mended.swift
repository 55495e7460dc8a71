import Synchronization

/// The leads that Meta tells again.
final class Mended: Sendable {
    private let leads = Mutex<Set<String>>([])

    func contains(_ lead: String) -> Bool { leads.withLock { $0.contains(lead) } }
    func add(_ lead: String) { leads.withLock { _ = $0.insert(lead) } }
}
