import CRM
import Dispatch
import Synchronization

/// Carries news from the listener's side to the screens: many threads send, one queue receives.
///
/// However many sends come before the queue gets round to it, the handler is called once with all of them. The channel is
/// bounded: when the reader falls behind, what waits collapses to ``StoreEvent/reload``, since the store holds the truth.
public final class LeadChannel: Sendable {
    private struct Waiting {
        var news: [StoreEvent] = []
        var hasJournalChanged = false
        var hasPagesChanged = false
        var hasOverflowed = false
        /// Kept apart, the newest of each: unlike the rest they cannot be read again from the store.
        var listener: ListenerState?
        var link: StoreEvent?
        var presence: StoreEvent?
    }

    private let capacity: Int
    private let waiting = Mutex(Waiting())
    /// Safe although the type is not marked Sendable: libdispatch allows `add` from any thread, and nothing else is called
    /// after `init` but `cancel` in `deinit`.
    private nonisolated(unsafe) let source: any DispatchSourceUserDataAdd

    /// `capacity` counts the news that may wait, at least 2. `handler` is called on `queue`, never with an empty list.
    public init(capacity: Int = 1024, queue: DispatchQueue = .main, handler: @escaping @Sendable ([StoreEvent]) -> Void) {
        self.capacity = max(2, capacity)
        source = DispatchSource.makeUserDataAddSource(queue: queue)
        source.setEventHandler { [weak self] in
            guard let news = self?.drain(), !news.isEmpty else { return }
            handler(news)
        }
        source.activate()
    }

    deinit {
        source.cancel()
    }

    /// Gives news to the reader; never blocks, may be called from any thread.
    public func send(_ news: StoreEvent) {
        let isAdded = waiting.withLock { waiting in add(news, to: &waiting) }
        if isAdded { source.add(data: 1) }
    }

    /// False: what already waits says it too.
    private func add(_ news: StoreEvent, to waiting: inout Waiting) -> Bool {
        if case .listener(let state) = news {
            waiting.listener = state
            return true
        }
        if case .link = news {
            waiting.link = news
            return true
        }
        if case .presence = news {
            waiting.presence = news
            return true
        }
        guard !waiting.hasOverflowed else { return false }
        switch news {
        case .journalChanged:
            guard !waiting.hasJournalChanged else { return false }
            waiting.hasJournalChanged = true
        case .pagesChanged:
            guard !waiting.hasPagesChanged else { return false }
            waiting.hasPagesChanged = true
        case .leadArrived, .leadJoined, .listener, .link, .presence, .customersChanged, .reload: break
        }
        if waiting.news.count >= capacity {
            waiting.news = [.reload]
            waiting.hasOverflowed = true
        } else {
            waiting.news.append(news)
        }
        return true
    }

    private func drain() -> [StoreEvent] {
        waiting.withLock { waiting in
            // Before the news that are to be read of.
            var news = (waiting.link.map { [$0] } ?? []) + waiting.news
            if let listener = waiting.listener { news.append(.listener(listener)) }
            if let presence = waiting.presence { news.append(presence) }
            waiting = Waiting()
            return news
        }
    }
}
