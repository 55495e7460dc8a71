import CRM
import Foundation

/// The rows of the open spreadsheet that were read, and the place in them. Never all rows: a window that follows the cursor.
struct GridState: Sendable {
    /// So many rows are read at once.
    static let stride = 200
    /// Rows far from the cursor are let go beyond this.
    static let most = 1200

    var query: SheetQuery
    private(set) var rows: [Customer] = []
    private(set) var atStart = false
    private(set) var atEnd = false
    private(set) var isLoaded = false
    /// A new view was asked for, and the rows are still those of the one before.
    private(set) var isOpening = false
    /// Index in `rows` of the first row on the screen.
    private(set) var top = 0
    /// The selection is held by record: rows may come and go above it.
    var selectedID: Customer.ID?
    /// Rows edited since the view was opened: they keep their place, dimmed where they no longer fit, until it is refreshed.
    private var held: Set<Customer.ID> = []
    /// Rows that arrived above the screen, or do not show in this order, since the view was opened.
    private(set) var unseen = 0
    /// How many rows the filtered view has.
    var matches: MatchCount?
    private(set) var reading: GridReading
    /// The rows to be read again are those around the selection.
    private var mustCentre = false
    /// So many lines the selection is still to be moved by: keys that were pressed before the rows to move to are there.
    private var owed = 0
    /// A change is being taken back, and the selection goes to its row; until a person goes elsewhere before that is done.
    private(set) var followsChange = false

    /// `reading` is that of the spreadsheet that was open before, so that late answers to it are known as such.
    init(_ query: SheetQuery, after reading: GridReading = GridReading()) {
        self.query = query
        self.reading = reading
    }

    var selectedIndex: Int? { rows.firstIndex { $0.id == selectedID } }
    var selectedCustomer: Customer? { selectedIndex.map { rows[$0] } }

    func visible(_ height: Int) -> ArraySlice<Customer> {
        rows[min(top, rows.count)..<min(top + max(height, 0), rows.count)]
    }

    // MARK: Asking

    /// Begins a new view at its first row, or at its last.
    mutating func open(_ query: SheetQuery, atEnd: Bool = false) -> WindowRequest {
        begin(query)
        return edge(last: atEnd)
    }

    /// Begins a new view around a customer, who is chosen in it.
    mutating func open(_ query: SheetQuery, around id: Customer.ID) -> WindowRequest {
        begin(query)
        stay()
        return find(id)
    }

    private mutating func begin(_ query: SheetQuery) {
        self.query = query
        isOpening = true
        unseen = 0
        held = []
        matches = nil
    }

    /// Goes to the first row of the view, or the last; nil when it is among those at hand.
    mutating func jump(last: Bool, height: Int) -> WindowRequest? {
        // The rows at hand are still those of the view before.
        if isOpening { return open(query, atEnd: last) }
        guard !reading.isJumping, last ? atEnd : atStart else { return edge(last: last) }
        move(by: last ? rows.count : -rows.count, height: height)
        return nil
    }

    private mutating func edge(last: Bool) -> WindowRequest {
        stay()
        return reading.ask(.open(atEnd: last), query, from: last ? .end : .start)
    }

    /// Goes to a customer, wherever it is.
    mutating func find(_ id: Customer.ID) -> WindowRequest {
        owed = 0
        return reading.ask(.find(id), query, from: .start)
    }

    /// The rows on the screen, read again; the selection and its line stay. Nil while something is read: then it is done after that,
    /// see ``next(_:)``. A person who has changed a row does not wait for rows that were asked for before.
    mutating func refresh(byPerson: Bool) -> WindowRequest? {
        if let request = reading.request, !(byPerson && request.purpose == .refresh) {
            reading.markStale(byPerson: byPerson)
            return nil
        }
        return askAgain(centred: false, mayWait: !byPerson)
    }

    private mutating func askAgain(centred: Bool, mayWait: Bool) -> WindowRequest {
        var anchor = WindowAnchor.start
        let isAtTop = atStart && top == 0 && (selectedIndex ?? 0) < GridState.stride / 2
        if centred || !isAtTop, let middle = selectedCustomer ?? rows.dropFirst(top).first { anchor = .around(middle) }
        return reading.ask(.refresh, query, from: anchor, keep: held, mayWait: mayWait)
    }

    /// The view again as the store has it now: dimmed rows go, rows that came meanwhile show.
    mutating func refreshView() -> WindowRequest? {
        held = []
        unseen = 0
        return refresh(byPerson: true)
    }

    /// What is to be asked when nothing is: rows that have changed since they were read, or more of them when the screen comes near
    /// the end of those at hand. A person who wants to go on beyond them does not wait for what may wait.
    mutating func next(_ height: Int) -> WindowRequest? {
        guard isLoaded else { return nil }
        if let request = reading.request {
            guard request.mayWait, owed != 0, let more = more(height) else { return nil }
            reading.markStale(byPerson: false)
            return more
        }
        return reading.isStale ? askAgain(centred: mustCentre, mayWait: !reading.isAwaited) : more(height)
    }

    private mutating func more(_ height: Int) -> WindowRequest? {
        if !atEnd, top + height * 2 > rows.count, let last = lastInPlace { return reading.ask(.extendDown, query, from: .after(last)) }
        if !atStart, top < height, let first = firstInPlace { return reading.ask(.extendUp, query, from: .before(first)) }
        return nil
    }

    /// The outermost rows that stand where the view's order has them: an edited one may not.
    private var lastInPlace: Customer? { rows.last { !held.contains($0.id) } ?? rows.last }
    private var firstInPlace: Customer? { rows.first { !held.contains($0.id) } ?? rows.first }

    // MARK: Taking answers

    /// Takes an answer; false when it is to a question that no longer stands. `held`: see ``insert(_:held:height:)``.
    mutating func take(_ request: WindowRequest, _ window: SheetWindow, kept: [Customer], held: Bool, height: Int) -> Bool {
        guard reading.end(request) else { return false }
        mustCentre = false
        switch request.purpose {
        case .open:
            isOpening = false
            replace(window)
            top = 0
        case .find(let id):
            isOpening = false
            replace(window)
            selectedID = rows.contains { $0.id == id } ? id : rows.first?.id
            top = max(0, (selectedIndex ?? 0) - height / 2)
        case .refresh: refresh(request, window, kept: kept)
        case .extendDown:
            guard case .after(let last) = request.anchor, last.id == lastInPlace?.id else { break }
            let known = Set(rows.map(\.id))
            rows += window.rows.filter { !known.contains($0.id) }
            atEnd = window.atEnd
            if rows.count > GridState.most, top > GridState.stride {
                rows.removeFirst(GridState.stride)
                top -= GridState.stride
                atStart = false
            }
        case .extendUp:
            guard case .before(let first) = request.anchor, first.id == firstInPlace?.id else { break }
            let known = Set(rows.map(\.id))
            let fresh = window.rows.filter { !known.contains($0.id) }
            rows = fresh + rows
            top += fresh.count
            atStart = window.atStart
            if rows.count > GridState.most, rows.count - top > GridState.stride * 2 {
                rows.removeLast(GridState.stride)
                atEnd = false
            }
        }
        addArrivals(held: held, height: height)
        if case .open(let atEnd) = request.purpose {
            top = 0
            selectedID = atEnd ? rows.last?.id : rows.first?.id
        }
        if owed != 0 { shift(by: owed, height: height) }
        keepVisible(height)
        return true
    }

    /// The question could not be answered; the rows at hand stay.
    mutating func fail(_ request: WindowRequest) {
        guard reading.end(request) else { return }
        isOpening = false
        owed = 0
    }

    /// An answer may have been read before the customers came that are at hand already.
    private mutating func addArrivals(held: Bool, height: Int) {
        let counted = unseen
        for customer in reading.arrivals { put(customer, held: held, height: height) }
        unseen = counted
        if reading.hasMoreArrivals { atStart = false }
    }

    private mutating func replace(_ window: SheetWindow) {
        rows = window.rows
        atStart = window.atStart
        atEnd = window.atEnd
        isLoaded = true
    }

    private mutating func refresh(_ request: WindowRequest, _ window: SheetWindow, kept: [Customer]) {
        let before = self
        let index = selectedIndex ?? 0
        let line = (selectedIndex ?? top) - top
        let wasAtTop = atStart && top == 0 && request.anchor == .start
        replace(window)
        restore(kept, from: before)
        if let now = selectedIndex {
            top = wasAtTop ? 0 : max(0, now - line)
        } else if let selected = before.selectedCustomer, request.anchor != .around(selected) {
            // It has moved away from the rows that were asked for, or they from it: nothing is lost when these are asked for instead.
            self = before
            mustCentre = true
            reading.markStale(byPerson: true)
            return
        } else {
            selectedID = rows.isEmpty ? nil : rows[min(index, rows.count - 1)].id
            top = wasAtTop ? 0 : max(0, min(index, rows.count - 1) - line)
        }
        if !wasAtTop, atStart, let first = before.rows.first, let fresh = rows.firstIndex(where: { $0.id == first.id }) { unseen += fresh }
    }

    /// Puts edited rows back behind the row they stood behind: the order changes only when a person asks.
    private mutating func restore(_ kept: [Customer], from before: GridState) {
        let fresh = Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0) })
        let known = Set(before.rows.map(\.id))
        for (position, row) in before.rows.enumerated() {
            guard let customer = fresh[row.id] else { continue }
            let here = Set(rows.map(\.id))
            let above = before.rows[..<position].last { here.contains($0.id) }
            let below = before.rows[(position + 1)...].first { here.contains($0.id) }
            // These rows reach to where it stood, not only near it.
            guard above != nil || (before.atStart && atStart), below != nil || (before.atEnd && atEnd) else { continue }
            // It is where it was, and whatever came in between belongs there.
            if let index = rows.firstIndex(where: { $0.id == row.id }), rows[..<index].last(where: { known.contains($0.id) })?.id == above?.id { continue }
            rows.removeAll { $0.id == customer.id }
            let place = above.flatMap { candidate in rows.firstIndex { $0.id == candidate.id } }.map { $0 + 1 } ?? 0
            rows.insert(customer, at: min(place, rows.count))
        }
    }

    // MARK: Moving

    mutating func move(by lines: Int, height: Int) {
        followsChange = false
        shift(by: lines, height: height)
    }

    private mutating func shift(by lines: Int, height: Int) {
        guard !reading.isJumping else {
            owed += lines
            return
        }
        owed = 0
        guard !rows.isEmpty else { return }
        let wanted = (selectedIndex ?? 0) + lines
        let index = min(max(wanted, 0), rows.count - 1)
        if wanted < index ? !atStart : !atEnd { owed = wanted - index }
        selectedID = rows[index].id
        keepVisible(height)
    }

    /// What is chosen by hand is where the person wants to be, whatever was typed before.
    mutating func choose(_ id: Customer.ID) {
        stay()
        selectedID = id
    }

    mutating func scroll(by lines: Int, height: Int) {
        stay()
        top = min(max(top + lines, 0), max(0, rows.count - height))
        if let index = selectedIndex { selectedID = rows[min(max(index, top), min(top + height, rows.count) - 1)].id }
        if top == 0, atStart { unseen = 0 }
    }

    mutating func keepVisible(_ height: Int) {
        guard height > 0 else { return }
        let index = selectedIndex ?? 0
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
        top = min(max(0, top), max(0, rows.count - height))
        if top == 0, atStart { unseen = 0 }
    }

    /// Nothing that was asked before moves the selection any more.
    private mutating func stay() {
        owed = 0
        followsChange = false
    }

    // MARK: Changing

    /// A change is taken back: the selection is to go to its row when that is done.
    mutating func followChange() {
        followsChange = true
    }

    /// A customer arrived: above the first row, where this order puts it. The screen does not move under a person who has scrolled
    /// away or who is typing (`held`), nor does the selected row leave it; the counter says that there is more above.
    mutating func insert(_ customer: Customer, held: Bool, height: Int) {
        reading.note(customer)
        guard isLoaded else { return }
        put(customer, held: held, height: height)
    }

    private mutating func put(_ customer: Customer, held: Bool, height: Int) {
        guard !rows.contains(where: { $0.id == customer.id }) else { return }
        guard query.order == .newestFirst, !query.isFiltered, atStart else {
            unseen += 1
            return
        }
        // One that is older than all rows at hand belongs among those that are not.
        guard let place = rows.firstIndex(where: { GridState.isNewer(customer, than: $0) }) ?? (atEnd ? rows.count : nil) else { return }
        rows.insert(customer, at: place)
        if selectedID == nil { selectedID = customer.id }
        if held || top > 0 || (selectedIndex ?? 0) >= height {
            top += 1
            unseen += 1
        }
        trim()
    }

    /// A day of arrivals must not gather in memory: what is far from the screen is read again when it is wanted.
    private mutating func trim() {
        let excess = rows.count - GridState.most
        guard excess > 0 else { return }
        if top < rows.count / 2 {
            rows.removeLast(excess)
            atEnd = false
        } else {
            rows.removeFirst(excess)
            top -= excess
            atStart = false
        }
    }

    /// A row that a person edited keeps its place until the view is refreshed.
    mutating func hold(_ id: Customer.ID) {
        held.insert(id)
    }

    /// True for an edited row that the view would no longer show.
    func isMisfit(_ customer: Customer, _ phones: PhoneReader) -> Bool {
        held.contains(customer.id) && !query.admits(customer, phones)
    }

    /// As the store orders them: of those that came in the same second, the later record is the newer.
    private static func isNewer(_ customer: Customer, than other: Customer) -> Bool {
        (arrival(customer), customer.id) > (arrival(other), other.id)
    }

    private static func arrival(_ customer: Customer) -> Double {
        (customer.lead?.createdTime ?? customer.createdAt).timeIntervalSince1970
    }
}
