import CRM
import Foundation

/// Events that a person has had tried again, until it is known what came of it.
struct FeedRetry: Hashable, Sendable {
    /// With the attempts that each had before.
    private let before: [WebhookEvent.ID: Int]
    /// Those that were seen on their way since.
    private var started: Set<WebhookEvent.ID> = []
    /// The end of a pause that Meta asked for, where all of them wait for one.
    let pausedUntil: Date?

    /// Nil where none of the rows can be tried again.
    init?(_ rows: [FeedRow]) {
        let tried = rows.map(\.event).filter(\.state.canBeRetried)
        before = Dictionary(tried.map { ($0.id, $0.attempts) }, uniquingKeysWith: { first, _ in first })
        let ends = tried.compactMap(\.pausedUntil)
        pausedUntil = ends.count == tried.count ? ends.max() : nil
        if before.isEmpty { return nil }
    }

    /// How it ended, in a few words: `tried again: saved`, `tried again: 3 saved, 20 still refused`; nil while some are on their way.
    mutating func ended(_ rows: [FeedRow]) -> String? {
        let events = rows.map(\.event).filter { before[$0.id] != nil }
        for event in events where event.state == .received || event.state == .fetching { started.insert(event.id) }
        let done = events.filter { event in
            switch event.state {
            case .received, .fetching: false
            case .saved, .ignored: true
            case .waiting, .blocked, .failed: started.contains(event.id) || event.attempts > before[event.id] ?? 0
            }
        }
        // An event that has left the rows at hand has left its state, too.
        guard done.count == events.count else { return nil }
        let saved = done.count { $0.state == .saved } + before.count - events.count
        let waiting = done.count { $0.state == .waiting }
        let refused = done.count - done.count { $0.state == .saved } - waiting
        let parts = [(saved, "saved"), (refused, "still refused"), (waiting, "still waiting")].filter { $0.0 > 0 }
        let words = before.count == 1 ? parts.map(\.1) : parts.map { "\(Numbers.grouped($0.0)) \($0.1)" }
        return "tried again: \(words.joined(separator: ", "))"
    }
}

extension EventState {
    /// It waits for its time or for a person.
    var canBeRetried: Bool { self == .waiting || self == .blocked || self == .failed }
}
