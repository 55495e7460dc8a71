import CRMStore

/// Notes that have come and were not told yet. Changes of a part of the data of which nothing was told in the last 50 milliseconds are told at once, more
/// of the same after them: neither the presence of others nor a step of the intake holds up a customer's change, and a burst of one kind is
/// told together. Presence is told four times a second, for every screen is drawn anew when anybody moves.
struct HeldNotes {
    private static let pause = Duration.milliseconds(50)
    private static let presencePause = Duration.milliseconds(250)

    private var change: DataChange = []
    /// The parts that were told of since the pause began.
    private var told: DataChange = []
    private var changesRest: ContinuousClock.Instant?
    private var presence: [Note] = []
    private var presenceRests: ContinuousClock.Instant?

    /// Takes notes in, in their order.
    ///
    /// - Returns: whether there are any.
    mutating func add(_ notes: [Note]) -> Bool {
        for note in notes {
            if note.channel == PostgresSession.channel {
                change.formUnion(DataChange(note: note.text))
            } else {
                presence.append(note)
            }
        }
        return !notes.isEmpty
    }

    /// The change that is to be told now; nil for none.
    mutating func takeChange(at now: ContinuousClock.Instant) -> DataChange? {
        if let end = changesRest, now >= end { (told, changesRest) = ([], nil) }
        guard !told.isSuperset(of: change) else { return nil }
        defer { change = [] }
        told.formUnion(change)
        changesRest = changesRest ?? now + HeldNotes.pause
        return change
    }

    /// The notes of presence that are to be looked at now.
    mutating func takePresence(at now: ContinuousClock.Instant) -> [Note] {
        guard !presence.isEmpty, presenceRests.map({ now >= $0 }) ?? true else { return [] }
        defer { presence = [] }
        presenceRests = now + HeldNotes.presencePause
        return presence
    }

    /// How long until there is something to tell, if nothing comes meanwhile; -1 for nothing.
    func milliseconds(from now: ContinuousClock.Instant) -> Int32 {
        let ends = [change.isEmpty ? nil : changesRest, presence.isEmpty ? nil : presenceRests].compactMap { $0 }
        guard let end = ends.min() else { return -1 }
        return max(0, Int32(((end - now) / .milliseconds(1)).rounded(.up)))
    }
}
