/// Rows that come, change and go while the list is looked at: no line of the screen moves for them.
extension WindowedList {
    /// Whether new rows may push those on the screen down: the cursor was left on the first row, and nobody has pressed a key for a while.
    func followsTop(isQuiet: Bool) -> Bool { isQuiet && watchesTop && !isAdrift }

    /// True when rows wait above the screen that show by themselves once nobody has pressed a key for a while.
    var showsSoon: Bool { unseen > 0 && anchored > 0 && watchesTop && !isAdrift }

    /// Nobody has pressed a key for a while: a screen that was left at the first row shows what came above it.
    mutating func showArrivals(_ height: Int) {
        if showsSoon { showAbove(height) }
    }

    /// Shows the first rows, where the cursor stays on the screen.
    mutating func showAbove(_ height: Int) {
        guard atStart, let index = selectedIndex, index < height else { return }
        (top, unseen, anchored) = (0, 0, 0)
        noteSeen(height)
    }

    /// The rows on the screen have been seen.
    mutating func noteSeen(_ height: Int) {
        if !arrived.isEmpty { arrived.subtract(visible(height).map(\.id)) }
    }

    /// Rows were read again: those among the rows that were at hand, and those beyond an end of the list that was, came meanwhile.
    mutating func noteArrivals(since before: WindowedList) {
        let known = Set(before.rows.map(\.id))
        guard let first = rows.firstIndex(where: { known.contains($0.id) }), let last = rows.lastIndex(where: { known.contains($0.id) })
        else { return }
        let reach = rows[(before.atStart ? 0 : first)..<(before.atEnd ? rows.count : last)]
        arrived.formUnion(reach.map(\.id).filter { !known.contains($0) })
    }

    /// A row arrived: above the first row, where this order puts it. No line of the screen moves for it, and the counter says that
    /// there is more above; unless the cursor was left on the first row and nobody has pressed a key for a while (`isQuiet`).
    mutating func insert(_ row: Row, isQuiet: Bool, height: Int) {
        reading.note(row)
        guard isLoaded else { return }
        put(row, isQuiet: isQuiet, height: height)
        noteSeen(height)
    }

    mutating func put(_ row: Row, isQuiet: Bool, height: Int) {
        guard !rows.contains(where: { $0.id == row.id }) else { return }
        arrived.insert(row.id)
        guard query.takesArrivals, atStart else {
            unseen += 1
            return
        }
        // One that is older than all rows at hand belongs among those that are not.
        guard let place = rows.firstIndex(where: { query.isNewer(row, than: $0) }) ?? (atEnd ? rows.count : nil) else { return }
        rows.insert(row, at: place)
        if selectedID == nil { selectedID = row.id }
        let isHeld = top > 0 || (selectedIndex ?? 0) >= height || !followsTop(isQuiet: isQuiet)
        // A row that comes below the line that is looked at does not move it.
        if isHeld, rows.count > 1, place < (isAdrift ? top + 1 : selectedIndex ?? top + 1) {
            if place <= top { unseen += 1 }
            top += 1
            anchored = top
        }
        trim()
    }

    /// A row shows what a person has just written, before it is on the disk.
    mutating func change(_ id: Row.ID, _ body: (inout Row) -> Void) {
        if let index = rows.firstIndex(where: { $0.id == id }) { body(&rows[index]) }
    }

    /// A row goes before it is gone from the disk; its neighbour has the cursor. Gives the place where it stood.
    mutating func remove(_ id: Row.ID, height: Int) -> Int? {
        guard let index = rows.firstIndex(where: { $0.id == id }) else { return nil }
        if top > 0, index < selectedIndex ?? 0 {
            // The cursor keeps its line.
            top -= 1
            anchored = min(anchored, top)
        }
        rows.remove(at: index)
        if selectedID == id { selectedID = rows.isEmpty ? nil : rows[min(index, rows.count - 1)].id }
        keepVisible(height)
        return index
    }

    /// A row comes back to where it stood, and has the cursor again where the person has not gone elsewhere.
    mutating func putBack(_ row: Row, at index: Int, height: Int) {
        guard !rows.contains(where: { $0.id == row.id }) else { return }
        rows.insert(row, at: min(index, rows.count))
        if chosen?.id == row.id || selectedID == nil { selectedID = row.id }
        keepVisible(height)
    }

    /// A day of arrivals must not gather in memory: what is far from the screen is read again when it is wanted.
    private mutating func trim() {
        let excess = rows.count - Self.most
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
    mutating func pin(_ id: Row.ID) {
        pinned.insert(id)
    }
}
