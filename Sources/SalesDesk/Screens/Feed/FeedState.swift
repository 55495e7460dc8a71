import CRM

/// The events of the journal that were read, newest first, and the place in them.
struct FeedState: Sendable {
    /// The number of events that are read at once.
    static let stride = 200
    /// No refresh reads more than this, and no more than this stays in memory below the place where a person is.
    static let most = 1000
    /// So far down a person can go. What is older, `leadsheet feed` shows.
    static let deepest = 5000

    private(set) var rows: [FeedRow] = []
    /// The lines: neighbours that say the same are one, unless a filter shows events of one state.
    private(set) var entries: [FeedEntry] = []
    /// The selection is held by event: rows may come above it.
    var selectedID: WebhookEvent.ID?
    /// The events that were tried again, until it is said how it ended.
    var retry: FeedRetry?
    /// Only events of this state are shown; nil shows all.
    var state: EventState?
    var summary: FeedSummary?
    private(set) var isLoaded = false
    /// The last read failed.
    private(set) var isUnread = false
    private(set) var atEnd = false
    /// Index in `entries` of the first line on the screen.
    private(set) var top = 0
    /// Events that came above the screen since it was at the top.
    private(set) var unseen = 0
    private var isLoadingOlder = false
    /// A person has chosen a row: from then on the first row is no longer followed.
    private var hasMoved = false

    var selectedIndex: Int? { selectedID.flatMap { id in entries.firstIndex { $0.ids.contains(id) } } }
    var selectedEntry: FeedEntry? { selectedIndex.map { entries[$0] } }
    var selectedRow: FeedRow? { selectedEntry?.row }

    /// The newest events, as many as are on hand within bounds.
    var refreshRequest: FeedRequest {
        FeedRequest(before: nil, state: state, limit: min(max(FeedState.stride, rows.count), FeedState.most))
    }

    func visible(_ height: Int) -> ArraySlice<FeedEntry> {
        entries[min(top, entries.count)..<min(top + max(height, 0), entries.count)]
    }

    /// Shows events of another state, from the newest.
    mutating func show(_ filter: EventState?) {
        let (kept, tried) = (summary, retry)
        self = FeedState()
        summary = kept
        retry = tried
        state = filter
    }

    mutating func failToRead() { (isUnread, isLoadingOlder) = (true, false) }

    mutating func take(_ request: FeedRequest, _ fresh: [FeedRow]) {
        isUnread = false
        if request.before == nil {
            refresh(fresh, limit: request.limit)
        } else {
            isLoadingOlder = false
            let oldest = rows.last?.id ?? .max
            set(rows + fresh.filter { $0.id < oldest })
            atEnd = fresh.count < request.limit
        }
    }

    private mutating func set(_ all: [FeedRow]) {
        rows = all
        entries = FeedEntry.entries(all, folded: state == nil)
    }

    private mutating func refresh(_ fresh: [FeedRow], limit: Int) {
        let index = selectedIndex ?? 0
        let line = index - top
        let wasAtTop = top == 0
        let follows = wasAtTop && index == 0 && !hasMoved
        let newest = rows.first?.id
        if fresh.count < limit {
            set(fresh)
            atEnd = true
        } else {
            let oldest = fresh.last?.id ?? 0
            let older = rows.filter { $0.id < oldest }
            if older.isEmpty { atEnd = false }
            let all = fresh + older
            // Nobody looks at what lies far below; it is read again when somebody does.
            let here = all.firstIndex { $0.id == selectedID } ?? 0
            let kept = min(max(FeedState.most, here + FeedState.stride), FeedState.deepest)
            if all.count > kept { atEnd = false }
            set(Array(all.prefix(kept)))
        }
        let wasLoaded = isLoaded
        isLoaded = true
        // A read of older events that failed may be asked for again.
        isLoadingOlder = false
        guard !rows.isEmpty else {
            selectedID = nil
            top = 0
            unseen = 0
            return
        }
        if follows || !wasLoaded {
            selectedID = entries[0].id
            top = 0
        } else if let now = selectedIndex {
            top = max(0, now - line)
        } else {
            // The row is gone (it is in another state now): the one in its place is chosen.
            selectedID = entries[min(index, entries.count - 1)].id
            top = max(0, min(index, entries.count - 1) - line)
        }
        if top > 0, let newest { unseen += rows.prefix { $0.id > newest }.count }
        if top == 0 { unseen = 0 }
    }

    /// Moves the selection; a step up from the first row follows the newest again.
    mutating func move(by lines: Int, height: Int) {
        guard !rows.isEmpty else { return }
        let index = selectedIndex ?? 0
        hasMoved = !(index == 0 && lines < 0)
        selectedID = entries[min(max(index + lines, 0), entries.count - 1)].id
        keepVisible(height)
    }

    mutating func keepVisible(_ height: Int) {
        guard height > 0 else { return }
        let index = selectedIndex ?? 0
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
        top = min(max(0, top), max(0, entries.count - height))
        if top == 0 { unseen = 0 }
    }

    /// Older events when the selection comes near the end of those on hand.
    mutating func more() -> FeedRequest? {
        guard isLoaded, !atEnd, !isLoadingOlder, let last = rows.last, rows.count < FeedState.deepest,
            (selectedIndex ?? 0) + 60 > entries.count
        else { return nil }
        isLoadingOlder = true
        return FeedRequest(before: last.id, state: state, limit: FeedState.stride)
    }
}
