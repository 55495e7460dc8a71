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
    private var generation = 0
    private var isExtending = false

    init(_ query: SheetQuery) {
        self.query = query
    }

    var selectedIndex: Int? { rows.firstIndex { $0.id == selectedID } }
    var selectedCustomer: Customer? { selectedIndex.map { rows[$0] } }

    func visible(_ height: Int) -> ArraySlice<Customer> {
        rows[min(top, rows.count)..<min(top + max(height, 0), rows.count)]
    }

    // MARK: Reading

    /// Begins a new view: answers to earlier requests no longer count.
    mutating func open(_ query: SheetQuery, atEnd: Bool = false) -> WindowRequest {
        self.query = query
        generation += 1
        isOpening = true
        isExtending = false
        unseen = 0
        held = []
        matches = nil
        return request(.open(atEnd: atEnd), from: atEnd ? .end : .start)
    }

    func request(_ purpose: WindowRequest.Purpose, from anchor: WindowAnchor) -> WindowRequest {
        WindowRequest(
            generation: generation, query: query, anchor: anchor, limit: GridState.stride, purpose: purpose,
            keep: purpose == .refresh ? held : [], selected: selectedID)
    }

    /// The rows on the screen, read again; the selection and its line stay.
    func refreshRequest() -> WindowRequest {
        guard let middle = selectedCustomer ?? rows.dropFirst(top).first, !(atStart && top == 0 && (selectedIndex ?? 0) < GridState.stride / 2) else {
            return request(.refresh, from: .start)
        }
        return request(.refresh, from: .around(middle))
    }

    /// The view again as the store has it now: dimmed rows go, rows that came meanwhile show.
    mutating func refreshView() -> WindowRequest {
        held = []
        unseen = 0
        return refreshRequest()
    }

    /// Takes an answer; false when it is to a question that no longer stands.
    mutating func take(_ request: WindowRequest, _ window: SheetWindow, kept: [Customer], height: Int) -> Bool {
        guard request.generation == generation else { return false }
        switch request.purpose {
        case .open(let atEnd):
            isOpening = false
            replace(window)
            top = 0
            selectedID = atEnd ? rows.last?.id : rows.first?.id
        case .find(let id):
            replace(window)
            selectedID = rows.contains { $0.id == id } ? id : rows.first?.id
            top = max(0, (selectedIndex ?? 0) - height / 2)
        case .refresh: refresh(window, kept: kept)
        case .extendDown:
            isExtending = false
            let known = Set(rows.map(\.id))
            rows += window.rows.filter { !known.contains($0.id) }
            atEnd = window.atEnd
            if rows.count > GridState.most, top > GridState.stride {
                rows.removeFirst(GridState.stride)
                top -= GridState.stride
                atStart = false
            }
        case .extendUp:
            isExtending = false
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
        keepVisible(height)
        return true
    }

    /// What is to be asked instead of taking an answer that was overtaken: the selection has moved out of the rows that were to be read
    /// again, as when the list jumped to its end meanwhile, or the row at which more were to be added is not the outermost any more. Nil
    /// for every other answer.
    mutating func overtaken(_ request: WindowRequest, _ window: SheetWindow, height: Int) -> [WindowRequest]? {
        guard request.generation == generation else { return nil }
        switch (request.purpose, request.anchor) {
        case (.refresh, _):
            guard let selectedID, selectedID != request.selected, !request.keep.contains(selectedID),
                !window.rows.contains(where: { $0.id == selectedID })
            else { return nil }
            return [refreshRequest()]
        case (.extendDown, .after(let last)) where last.id != rows.last?.id, (.extendUp, .before(let last)) where last.id != rows.first?.id:
            isExtending = false
            return [more(height)].compactMap(\.self)
        default: return nil
        }
    }

    /// More rows when the screen comes near the end of those that were read.
    mutating func more(_ height: Int) -> WindowRequest? {
        guard isLoaded, !isExtending else { return nil }
        if !atEnd, top + height * 2 > rows.count, let last = rows.last {
            isExtending = true
            return request(.extendDown, from: .after(last))
        }
        if !atStart, top < height, let first = rows.first {
            isExtending = true
            return request(.extendUp, from: .before(first))
        }
        return nil
    }

    private mutating func replace(_ window: SheetWindow) {
        rows = window.rows
        atStart = window.atStart
        atEnd = window.atEnd
        isLoaded = true
        isExtending = false
    }

    private mutating func refresh(_ window: SheetWindow, kept: [Customer]) {
        let line = (selectedIndex ?? top) - top
        let index = selectedIndex ?? 0
        let wasAtTop = atStart && top == 0
        let before = rows
        replace(window)
        restore(kept, from: before)
        if let now = selectedIndex {
            top = wasAtTop ? 0 : max(0, now - line)
        } else {
            selectedID = rows.isEmpty ? nil : rows[min(index, rows.count - 1)].id
            top = wasAtTop ? 0 : max(0, min(index, rows.count - 1) - line)
        }
        if !wasAtTop, atStart, let first = before.first, let fresh = rows.firstIndex(where: { $0.id == first.id }) { unseen += fresh }
    }

    /// Puts edited rows back behind the row they stood behind: the order changes only when a person asks.
    private mutating func restore(_ kept: [Customer], from before: [Customer]) {
        let fresh = Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0) })
        let known = Set(before.map(\.id))
        for (position, row) in before.enumerated() {
            guard let customer = fresh[row.id] else { continue }
            let above = before[..<position].last { candidate in rows.contains { $0.id == candidate.id } }
            // It is where it was, and whatever came in between belongs there.
            if let index = rows.firstIndex(where: { $0.id == row.id }), rows[..<index].last(where: { known.contains($0.id) })?.id == above?.id { continue }
            rows.removeAll { $0.id == customer.id }
            let place = above.flatMap { candidate in rows.firstIndex { $0.id == candidate.id } }.map { $0 + 1 } ?? 0
            rows.insert(customer, at: min(place, rows.count))
        }
    }

    // MARK: Moving

    mutating func move(by lines: Int, height: Int) {
        guard !rows.isEmpty else { return }
        let index = min(max((selectedIndex ?? 0) + lines, 0), rows.count - 1)
        selectedID = rows[index].id
        keepVisible(height)
    }

    mutating func scroll(by lines: Int, height: Int) {
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

    // MARK: Changing

    /// A customer arrived: above the first row, where this order puts it. The screen does not move under a person who has scrolled
    /// away or who is typing (`held`), nor does the selected row leave it; the counter says that there is more above.
    mutating func insert(_ customer: Customer, held: Bool, height: Int) {
        guard isLoaded, !rows.contains(where: { $0.id == customer.id }) else { return }
        guard query.order == .newestFirst, !query.isFiltered, atStart else {
            unseen += 1
            return
        }
        // One that is older than all rows at hand belongs among those that are not.
        guard let place = rows.firstIndex(where: { GridState.arrival($0) <= GridState.arrival(customer) }) ?? (atEnd ? rows.count : nil) else { return }
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

    private static func arrival(_ customer: Customer) -> Double {
        (customer.lead?.createdTime ?? customer.createdAt).timeIntervalSince1970
    }
}
