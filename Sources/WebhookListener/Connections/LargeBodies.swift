import NIOCore
import Synchronization

/// The large bodies that are held: few at once, or many senders together would take the memory. Small ones always have room.
final class LargeBodies: Sendable {
    private let most: Int
    /// How long one is left alone; then it gives way to the next.
    private let turn: TimeAmount
    private let onCut: @Sendable (Place) -> Void
    private let held = Mutex<[(place: Place, since: NIODeadline)]>([])

    /// `onCut` is told of each connection that had to give way.
    init(most: Int, turn: TimeAmount, onCut: @escaping @Sendable (Place) -> Void) {
        self.most = max(1, most)
        self.turn = turn
        self.onCut = onCut
    }

    /// Takes one in. When all are taken the one that has been longest is cut off, if it has had its turn; otherwise false.
    func enter(_ place: Place, at now: NIODeadline) -> Bool {
        let (isIn, leaving) = held.withLock { held -> (Bool, Place?) in
            var leaving: Place?
            if held.count >= most {
                // They stand in the order of their coming. One that is being answered is read to its end, and soon gone.
                guard let first = held.firstIndex(where: { $0.place.idleSince != nil && now - $0.since >= turn }) else {
                    return (false, nil)
                }
                leaving = held.remove(at: first).place
            }
            held.append((place, now))
            return (true, leaving)
        }
        if let leaving {
            onCut(leaving)
            leaving.cut()
        }
        return isIn
    }

    func leave(_ place: Place) { held.withLock { $0.removeAll { $0.place === place } } }
}
