/// The rows of a long list that were read, and the place in them, held by record. Never all rows: a window that follows the cursor.
struct WindowedList<Query: WindowQuery>: Sendable {
    typealias Row = Query.Row
    typealias Request = WindowRequest<Query>

    /// The number of rows read at once; fewer where those on the screen are read again.
    static var stride: Int { 200 }
    /// Rows far from the cursor are let go beyond this.
    static var most: Int { 1200 }

    var query: Query
    var rows: [Row] = []
    var atStart = false
    var atEnd = false
    private(set) var isLoaded = false
    /// A new view was asked for, and the rows are still those of the one before.
    private(set) var isOpening = false
    /// Index in `rows` of the first row on the screen.
    var top = 0
    /// The selection is held by record: rows may come and go above it.
    var selectedID: Row.ID?
    /// The row that a person chose last. A view that does not show it gives the cursor to another; one that does gives it back.
    var chosen: Row?
    /// The wheel has scrolled the view away from the selection: it need not be on the screen, nor among the rows at hand.
    var isAdrift = false
    /// So far down the screen may begin although rows would fill it: what arrived above stays there until a person goes to it.
    var anchored = 0
    /// A person put the cursor on the first row and left it there: while nobody presses a key, new rows show above it.
    var watchesTop = true
    /// Rows edited since the view was opened: they keep their place, dimmed where they no longer fit, until it is refreshed.
    var pinned: Set<Row.ID> = []
    /// Rows that arrived above the screen, or do not show in this order, since the view was opened.
    var unseen = 0
    /// Rows that came since the view was opened and that have not been on the screen yet: nobody means them who says "all".
    var arrived: Set<Row.ID> = []
    var reading: WindowLoader<Query>
    /// The rows that come with the next reading are there because the person has taken something back: they are no news.
    private var reveals = false
    /// The rows to be read again are those around the selection.
    private var mustRecenter = false
    /// The number of lines by which the selection is still to be moved: keys that were pressed before the rows to move to are there.
    private var pendingMove = 0

    /// `reading` is that of the list that was open before, so that late answers to it are known as such.
    init(_ query: Query, after reading: WindowLoader<Query> = WindowLoader()) {
        self.query = query
        self.reading = reading
    }

    var selectedIndex: Int? { rows.firstIndex { $0.id == selectedID } }
    var selectedRow: Row? { selectedIndex.map { rows[$0] } }

    /// A new view could not be read: the rows are those of the one before until it is asked for again.
    var isUnread: Bool { isOpening && reading.failed != nil }

    /// The selection goes elsewhere with the answer to a question that is under way.
    var isSettling: Bool { reading.isJumping || (pendingMove != 0 && reading.request != nil) }

    func visible(_ height: Int) -> ArraySlice<Row> {
        rows[min(top, rows.count)..<min(top + max(height, 0), rows.count)]
    }

    // MARK: Asking

    /// Begins a new view at its first row, or at its last.
    mutating func open(_ query: Query, atEnd: Bool = false) -> Request {
        begin(query)
        return edge(last: atEnd)
    }

    /// Begins a new view around a row, which has the cursor in it where it shows it; else its first row has.
    mutating func open(_ query: Query, around id: Row.ID) -> Request {
        begin(query)
        return find(id)
    }

    private mutating func begin(_ query: Query) {
        self.query = query
        isOpening = true
        (unseen, arrived, anchored, pinned) = (0, [], 0, [])
    }

    /// Goes to the first row of the view, or the last; nil when it is among those at hand.
    mutating func jump(last: Bool, height: Int) -> Request? {
        // The rows at hand are still those of the view before.
        if isOpening || reading.isJumping || !(last ? atEnd : atStart) {
            chosen = nil
            return isOpening ? open(query, atEnd: last) : edge(last: last)
        }
        move(by: last ? rows.count : -rows.count, height: height)
        return nil
    }

    private mutating func edge(last: Bool) -> Request {
        pendingMove = 0
        isAdrift = false
        return reading.ask(.open(atEnd: last), query, from: last ? .end : .start, limit: query.firstLimit)
    }

    /// Goes to a row that the person asked for, wherever it is.
    mutating func go(to id: Row.ID) -> Request {
        chosen = nil
        return find(id)
    }

    private mutating func find(_ id: Row.ID) -> Request {
        pendingMove = 0
        isAdrift = false
        return reading.ask(.find(id), query, from: rows.first { $0.id == id }.map { .around($0) } ?? .start, limit: query.firstLimit)
    }

    /// The rows on the screen, read again; the selection and its line stay. Nil while something is read: then it is done after that,
    /// see ``next(_:)``. A person who has changed a row does not wait for rows that were asked for before.
    mutating func refresh(byPerson: Bool, height: Int) -> Request? {
        if let request = reading.request, !(byPerson && request.purpose == .refresh) {
            reading.markStale(byPerson: byPerson)
            return nil
        }
        return askAgain(centred: false, isLowPriority: !byPerson, height: height)
    }

    private mutating func askAgain(centred: Bool, isLowPriority: Bool, height: Int) -> Request {
        if isOpening, let failed = reading.failed {
            pendingMove = 0
            return reading.ask(failed.purpose, query, from: failed.anchor, limit: failed.limit, isLowPriority: isLowPriority)
        }
        // On both sides so many that no more need be read behind them.
        let limit = query.limit(max(4 * height, 40))
        var anchor = RowAnchor<Row>.start
        let isAtTop = atStart && top == 0 && (isAdrift || (selectedIndex ?? 0) < limit / 2)
        let eye = isAdrift ? rows.dropFirst(top).first : selectedRow ?? rows.dropFirst(top).first
        if centred || !isAtTop, let eye { anchor = .around(eye) }
        return reading.ask(.refresh, query, from: anchor, limit: limit, keep: pinned, isLowPriority: isLowPriority)
    }

    /// The view again as the store has it now: dimmed rows go, rows that came meanwhile show.
    mutating func refreshView(_ height: Int) -> Request? {
        (unseen, arrived, anchored, pinned) = (0, [], 0, [])
        return refresh(byPerson: true, height: height)
    }

    /// The next request when none is under way: for rows that have changed since they were read, or for more rows when the screen comes
    /// near the end of those at hand. A person who wants to go on beyond them does not wait for a request of low priority.
    mutating func next(_ height: Int) -> Request? {
        guard isLoaded, !isUnread else { return nil }
        if let request = reading.request {
            guard request.isLowPriority, pendingMove != 0, let more = more(height) else { return nil }
            reading.markStale(byPerson: false)
            return more
        }
        return reading.isStale ? askAgain(centred: mustRecenter, isLowPriority: !reading.isAwaited, height: height) : more(height)
    }

    private mutating func more(_ height: Int) -> Request? {
        if !atEnd, top + height * 2 > rows.count, let last = lastInPlace { return reading.ask(.extendDown, query, from: .after(last)) }
        if !atStart, top < height, let first = firstInPlace { return reading.ask(.extendUp, query, from: .before(first)) }
        return nil
    }

    /// The outermost rows that stand where the view's order has them: an edited one may not.
    private var lastInPlace: Row? { rows.last { !pinned.contains($0.id) } ?? rows.last }
    private var firstInPlace: Row? { rows.first { !pinned.contains($0.id) } ?? rows.first }

    // MARK: Taking answers

    /// Takes an answer; false when it is to a question that no longer stands. `isQuiet`: see ``insert(_:isQuiet:height:)``.
    mutating func take(_ request: Request, _ window: RowWindow<Row>, kept: [Row], isQuiet: Bool, height: Int) -> Bool {
        guard reading.end(request) else { return false }
        mustRecenter = false
        switch request.purpose {
        case .open:
            isOpening = false
            replace(window)
            top = 0
        case .find(let id):
            let line = id == selectedID ? selectedIndex.map { $0 - top } : nil
            isOpening = false
            replace(window)
            selectedID = rows.contains { $0.id == id } ? id : rows.first?.id
            top = max(0, (selectedIndex ?? 0) - (line.flatMap { (0..<max(1, height)).contains($0) ? $0 : nil } ?? height / 2))
        case .refresh: refresh(request, window, kept: kept, isQuiet: isQuiet)
        case .extendDown:
            guard case .after(let last) = request.anchor, last.id == lastInPlace?.id else { break }
            let known = Set(rows.map(\.id))
            rows += window.rows.filter { !known.contains($0.id) }
            atEnd = window.atEnd
            if rows.count > WindowedList.most, top > WindowedList.stride {
                rows.removeFirst(WindowedList.stride)
                top -= WindowedList.stride
                atStart = false
            }
        case .extendUp:
            guard case .before(let first) = request.anchor, first.id == firstInPlace?.id else { break }
            let known = Set(rows.map(\.id))
            let fresh = window.rows.filter { !known.contains($0.id) }
            rows = fresh + rows
            top += fresh.count
            atStart = window.atStart
            if rows.count > WindowedList.most, rows.count - top > WindowedList.stride * 2 {
                rows.removeLast(WindowedList.stride)
                atEnd = false
            }
        }
        addArrivals(isQuiet: isQuiet, height: height)
        if case .open(let atEnd) = request.purpose {
            top = 0
            selectedID = atEnd ? rows.last?.id : rows.first?.id
        }
        if pendingMove != 0 {
            shift(by: pendingMove, height: height)
            chosen = selectedRow
        }
        keepVisible(height)
        if reveals, request.purpose == .refresh, !request.isLowPriority {
            reveals = false
            showAbove(height)
        }
        switch request.purpose {
        case .open, .find: noteKey()
        case .refresh, .extendDown, .extendUp: break
        }
        return true
    }

    /// The row that had the cursor before an answer was taken, where rows that were read again are without it.
    func lost(_ before: Row?, by request: Request) -> Row? {
        guard request.purpose == .refresh, let before, selectedID != before.id else { return nil }
        return rows.contains { $0.id == before.id } ? nil : before
    }

    /// The question could not be answered; the rows at hand stay.
    mutating func fail(_ request: Request) {
        guard reading.fail(request) else { return }
        pendingMove = 0
    }

    /// An answer may have been read before the rows came that are at hand already.
    private mutating func addArrivals(isQuiet: Bool, height: Int) {
        let counted = unseen
        for row in reading.arrivals { put(row, isQuiet: isQuiet, height: height) }
        unseen = counted
        if reading.hasMoreArrivals { atStart = false }
    }

    private mutating func replace(_ window: RowWindow<Row>) {
        rows = window.rows
        atStart = window.atStart
        atEnd = window.atEnd
        isLoaded = true
    }

    private mutating func refresh(_ request: Request, _ window: RowWindow<Row>, kept: [Row], isQuiet: Bool) {
        let before = self
        let index = selectedIndex ?? 0
        let eye = isAdrift ? rows.dropFirst(top).first : selectedRow
        let line = (eye.flatMap { eye in rows.firstIndex { $0.id == eye.id } } ?? top) - top
        let showsArrivals = atStart && top == 0 && request.anchor == .start && followsTop(isQuiet: isQuiet)
        replace(window)
        restore(kept, from: before)
        // Rows that the person has just brought back are no news.
        let hasNews = !reveals || request.isLowPriority
        if hasNews { noteArrivals(since: before) }
        if let now = eye.flatMap({ eye in rows.firstIndex { $0.id == eye.id } }) {
            top = showsArrivals ? 0 : max(0, now - line)
        } else if let eye, !isAdrift, request.anchor != .around(eye) {
            // It has moved away from the rows that were asked for, or they from it: nothing is lost when these are asked for instead.
            self = before
            mustRecenter = true
            reading.markStale(byPerson: true)
            return
        } else if isAdrift {
            let here = Set(rows.map(\.id))
            let next = before.rows.dropFirst(before.top).first { here.contains($0.id) }
            top = next.flatMap { next in rows.firstIndex { $0.id == next.id } } ?? 0
        } else {
            selectedID = rows.isEmpty ? nil : rows[min(index, rows.count - 1)].id
            top = showsArrivals ? 0 : max(0, min(index, rows.count - 1) - line)
        }
        guard top > 0, atStart, before.atStart, let first = before.rows.first, hasNews else { return }
        let fresh = rows.firstIndex { $0.id == first.id } ?? 0
        // Those that were not at hand are now.
        if !query.takesArrivals, before.anchored == 0 { unseen = 0 }
        unseen += fresh
        // Rows that came between those above the cursor do not push it down either.
        let known = Set(before.rows.map(\.id))
        if fresh > 0 || rows.prefix(top + max(0, line)).contains(where: { !known.contains($0.id) }) { anchored = top }
    }

    /// Puts edited rows back behind the row they stood behind: the order changes only when a person asks.
    private mutating func restore(_ kept: [Row], from before: WindowedList) {
        let fresh = Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0) })
        let known = Set(before.rows.map(\.id))
        for (position, row) in before.rows.enumerated() {
            guard let kept = fresh[row.id] else { continue }
            let here = Set(rows.map(\.id))
            let above = before.rows[..<position].last { here.contains($0.id) }
            let below = before.rows[(position + 1)...].first { here.contains($0.id) }
            // These rows reach to where it stood, not only near it.
            guard above != nil || (before.atStart && atStart), below != nil || (before.atEnd && atEnd) else { continue }
            // It is where it was, and whatever came in between belongs there.
            if let index = rows.firstIndex(where: { $0.id == row.id }),
                rows[..<index].last(where: { known.contains($0.id) })?.id == above?.id
            {
                continue
            }
            rows.removeAll { $0.id == kept.id }
            let place = above.flatMap { candidate in rows.firstIndex { $0.id == candidate.id } }.map { $0 + 1 } ?? 0
            rows.insert(kept, at: min(place, rows.count))
        }
    }

    // MARK: Moving

    mutating func move(by lines: Int, height: Int) {
        comeBack(height)
        shift(by: lines, height: height)
        choose()
    }

    private mutating func shift(by lines: Int, height: Int) {
        guard !reading.isJumping else {
            pendingMove += lines
            return
        }
        pendingMove = 0
        guard !rows.isEmpty else { return }
        let wanted = (selectedIndex ?? 0) + lines
        let index = min(max(wanted, 0), rows.count - 1)
        if wanted < index ? !atStart : !atEnd { pendingMove = wanted - index }
        selectedID = rows[index].id
        keepVisible(height)
    }

    /// The row chosen by hand is where the person wants to be, whatever was typed before.
    mutating func choose(_ id: Row.ID) {
        pendingMove = 0
        isAdrift = false
        selectedID = id
        choose()
    }

    /// The one under the cursor is where the person wants to be.
    mutating func choose() {
        chosen = selectedRow
        noteKey()
    }

    /// A key came: from now on new rows may show by themselves only if the cursor is on the first row of the list as it is seen.
    mutating func noteKey() {
        watchesTop = atStart && (selectedIndex ?? top) == top && top == anchored
    }

    /// Gives the cursor back to the row that the person chose, where it is among those at hand.
    mutating func returnToChosen() {
        if let chosen, rows.contains(where: { $0.id == chosen.id }) { selectedID = chosen.id }
    }

    /// The person has taken a change back, or done it again: what it brings is shown with the next reading.
    mutating func reveal() { reveals = true }

    /// The view moves, the selection stays with its record.
    mutating func scroll(by lines: Int, height: Int) {
        pendingMove = 0
        anchored = 0
        top = min(max(top + lines, 0), max(0, rows.count - height))
        isAdrift = !isOnScreen(height)
        if top == 0, atStart { unseen = 0 }
        noteSeen(height)
    }

    private func isOnScreen(_ height: Int) -> Bool {
        selectedIndex.map { (top..<top + max(1, height)).contains($0) } ?? false
    }

    /// Brings the selection that was scrolled away from back onto the screen. Gives what is to be read for it where it is not among the
    /// rows at hand.
    @discardableResult mutating func comeBack(_ height: Int) -> Request? {
        guard isAdrift else { return nil }
        isAdrift = false
        if let index = selectedIndex {
            top = max(0, index - height / 2)
            keepVisible(height)
            return nil
        }
        return selectedID.map { find($0) }
    }

    mutating func keepVisible(_ height: Int) {
        guard height > 0 else { return }
        if !isAdrift, let index = selectedIndex {
            if index < top { top = index }
            if index >= top + height { top = index - height + 1 }
        }
        top = min(max(0, top), max(0, rows.count - height, min(anchored, rows.count - 1)))
        anchored = min(anchored, top)
        if top == 0, atStart { unseen = 0 }
        noteSeen(height)
    }
}
