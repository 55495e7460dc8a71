import CRM
import Foundation

/// Rows that come, change and go while the list is looked at: no line of the screen moves for them.
extension GridState {
    /// Whether new rows may push those on the screen down: the cursor was left on the first row, and nobody has pressed a key for a while.
    func followsTop(isQuiet: Bool) -> Bool { isQuiet && watchesTop && !isAdrift }

    /// True when rows wait above the screen that show by themselves once nobody has pressed a key for a while.
    var showsSoon: Bool { unseen > 0 && anchored > 0 && watchesTop && !isAdrift }

    /// Nobody has pressed a key for a while: a screen that was left at the first row shows what came above it.
    mutating func showArrivals(_ height: Int) {
        guard showsSoon, atStart, let index = selectedIndex, index < height else { return }
        (top, unseen, anchored) = (0, 0, 0)
    }

    /// A customer arrived: above the first row, where this order puts it. No line of the screen moves for it, and the counter says that
    /// there is more above; unless the cursor was left on the first row and nobody has pressed a key for a while (`isQuiet`).
    mutating func insert(_ customer: Customer, isQuiet: Bool, height: Int) {
        reading.note(customer)
        guard isLoaded else { return }
        put(customer, isQuiet: isQuiet, height: height)
    }

    mutating func put(_ customer: Customer, isQuiet: Bool, height: Int) {
        guard !rows.contains(where: { $0.id == customer.id }) else { return }
        guard query.order == .newestFirst, !query.isFiltered, atStart else {
            unseen += 1
            return
        }
        // One that is older than all rows at hand belongs among those that are not.
        guard let place = rows.firstIndex(where: { GridState.isNewer(customer, than: $0) }) ?? (atEnd ? rows.count : nil) else { return }
        rows.insert(customer, at: place)
        if selectedID == nil { selectedID = customer.id }
        let isHeld = top > 0 || (selectedIndex ?? 0) >= height || !followsTop(isQuiet: isQuiet)
        // What comes below the line that is looked at does not move it.
        if isHeld, rows.count > 1, place < (isAdrift ? top + 1 : selectedIndex ?? top + 1) {
            if place <= top { unseen += 1 }
            top += 1
            anchored = top
        }
        trim()
    }

    /// A row shows what a person has just written, before it is on the disk.
    mutating func change(_ id: Customer.ID, _ body: (inout Customer) -> Void) {
        if let index = rows.firstIndex(where: { $0.id == id }) { body(&rows[index]) }
    }

    /// A row goes before it is gone from the disk; its neighbour has the cursor. Gives the place where it stood.
    mutating func remove(_ id: Customer.ID, height: Int) -> Int? {
        guard let index = rows.firstIndex(where: { $0.id == id }) else { return nil }
        rows.remove(at: index)
        if selectedID == id { selectedID = rows.isEmpty ? nil : rows[min(index, rows.count - 1)].id }
        keepVisible(height)
        return index
    }

    /// A row comes back to where it stood, and has the cursor again where the person has not gone elsewhere.
    mutating func putBack(_ customer: Customer, at index: Int, height: Int) {
        guard !rows.contains(where: { $0.id == customer.id }) else { return }
        rows.insert(customer, at: min(index, rows.count))
        if chosen?.id == customer.id || selectedID == nil { selectedID = customer.id }
        keepVisible(height)
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
    mutating func pin(_ id: Customer.ID) {
        pinned.insert(id)
    }

    /// True for an edited row that the view would no longer show.
    func isOutsideFilter(_ customer: Customer, _ phones: PhoneReader) -> Bool {
        pinned.contains(customer.id) && !query.admits(customer, phones)
    }

    /// As the store orders them: of those that came in the same second, the later record is the newer.
    private static func isNewer(_ customer: Customer, than other: Customer) -> Bool {
        (arrival(customer), customer.id) > (arrival(other), other.id)
    }

    private static func arrival(_ customer: Customer) -> Double {
        (customer.lead?.createdTime ?? customer.createdAt).timeIntervalSince1970
    }
}
