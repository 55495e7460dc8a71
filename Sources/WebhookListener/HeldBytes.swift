import Synchronization

/// How many bytes of bodies are held at once, over all connections: who sends large ones slowly, many at a time, must not take the memory.
final class HeldBytes: Sendable {
    private let most: Int
    private let held = Mutex(0)

    init(most: Int) {
        self.most = most
    }

    /// False when so many more would be too many; then they are not counted.
    func take(_ count: Int) -> Bool {
        held.withLock { held in
            guard held + count <= most else { return false }
            held += count
            return true
        }
    }

    func give(_ count: Int) { held.withLock { $0 -= count } }
}
