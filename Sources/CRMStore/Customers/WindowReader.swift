import CRM

/// Reads windows of a list of customers that may have several parts, one behind the other: the open spreadsheet, then the others.
struct WindowReader {
    let db: any Session
    /// At least one.
    let parts: [WindowSQL]

    /// The most customers among whom it pays to look before it is known which of them come first.
    private static let few = 500

    /// The customers that alone can match, where they are few.
    var fewRows: [Customer.ID]? {
        guard case .rows(let ids) = parts[0].route, (1...WindowReader.few).contains(ids.count) else { return nil }
        return ids
    }

    /// The first questions of a window, to be fetched before.
    func questions(from anchor: WindowAnchor, limit: Int) -> [SQLStatement] {
        switch anchor {
        case .start: return parts.map { $0.rows(.all(backwards: false), limit: limit + 1) }
        case .end: return parts.map { $0.rows(.all(backwards: true), limit: limit + 1) }
        case .after(let customer):
            let (index, place) = place(of: customer)
            return [parts[index].rows(.after(place), limit: limit + 1), parts[index].rows(.before(place), limit: 1)]
        case .before(let customer):
            let (index, place) = place(of: customer)
            return [parts[index].rows(.before(place), limit: limit + 1), parts[index].rows(.after(place), limit: 1)]
        case .around(let customer):
            // Mostly it is where it was.
            let (index, place) = place(of: customer)
            let sides = [WindowSQL.Side.before(place), .from(place)]
            return [(CustomerSQL.live, [customer.id])] + sides.map { parts[index].rows($0, limit: limit + 1) }
        }
    }

    func window(from anchor: WindowAnchor, limit: Int) throws -> SheetWindow {
        switch anchor {
        case .start:
            let found = try ahead(0, .all(backwards: false), limit: limit + 1)
            return SheetWindow(rows: Array(found.prefix(limit)), atStart: true, atEnd: found.count <= limit)
        case .end:
            let found = try behind(parts.count - 1, .all(backwards: true), limit: limit + 1)
            return SheetWindow(rows: found.prefix(limit).reversed(), atStart: found.count <= limit, atEnd: true)
        case .after(let customer):
            let (index, place) = place(of: customer)
            let found = try ahead(index, .after(place), limit: limit + 1)
            let rows = Array(found.prefix(limit))
            return SheetWindow(rows: rows, atStart: try !hasEarlier(than: rows, behind: (index, place)), atEnd: found.count <= limit)
        case .before(let customer):
            let (index, place) = place(of: customer)
            let found = try behind(index, .before(place), limit: limit + 1)
            let rows = Array(found.prefix(limit).reversed())
            return SheetWindow(rows: rows, atStart: found.count <= limit, atEnd: try !hasLater(than: rows, before: (index, place)))
        case .around(let customer):
            let current = try Customer.live(db, customer.id)
            let isHere = current.map { part(of: $0) != nil } ?? false
            let (index, place) = place(of: isHere ? current ?? customer : customer)
            let before = try behind(index, .before(place), limit: limit + 1)
            let from = try ahead(index, .from(place), limit: limit + 1)
            let above = min(before.count, max(limit / 2, limit - from.count))
            let below = min(from.count, limit - above)
            return SheetWindow(
                rows: before.prefix(above).reversed() + from.prefix(below), atStart: above == before.count, atEnd: below == from.count)
        }
    }

    /// Whether there are rows before those that were read from a place on. What is before the place is before them.
    private func hasEarlier(than rows: [Customer], behind anchor: (part: Int, place: WindowSQL.Place)) throws -> Bool {
        if try !behind(anchor.part, .before(anchor.place), limit: 1).isEmpty { return true }
        // Without a row behind the place, the question is whether any row is left before it, or on it.
        let first = rows.first.map { place(of: $0) }
        return try
            !(first.map { try behind($0.part, .before($0.place), limit: 1) }
            ?? behind(parts.count - 1, .all(backwards: true), limit: 1)).isEmpty
    }

    /// The same on the other side.
    private func hasLater(than rows: [Customer], before anchor: (part: Int, place: WindowSQL.Place)) throws -> Bool {
        if try !ahead(anchor.part, .after(anchor.place), limit: 1).isEmpty { return true }
        let last = rows.last.map { place(of: $0) }
        return try !(last.map { try ahead($0.part, .after($0.place), limit: 1) } ?? ahead(0, .all(backwards: false), limit: 1)).isEmpty
    }

    private func part(of customer: Customer) -> Int? { parts.firstIndex { $0.spreadsheets.contains(customer.spreadsheetID) } }

    private func place(of customer: Customer) -> (part: Int, place: WindowSQL.Place) {
        let index = part(of: customer) ?? 0
        return (index, parts[index].place(of: customer))
    }

    /// Rows of a part on that side, and on into the parts behind it.
    private func ahead(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> [Customer] {
        var rows = try fetch(parts[index].rows(side, limit: limit))
        for part in parts[(index + 1)...] where rows.count < limit {
            rows += try fetch(part.rows(.all(backwards: false), limit: limit))
        }
        return Array(rows.prefix(limit))
    }

    /// The same before a place, the nearest first.
    private func behind(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> [Customer] {
        var rows = try fetch(parts[index].rows(side, limit: limit))
        for part in parts[..<index].reversed() where rows.count < limit {
            rows += try fetch(part.rows(.all(backwards: true), limit: limit))
        }
        return Array(rows.prefix(limit))
    }

    private func fetch(_ statement: SQLStatement) throws -> [Customer] {
        var customers: [Customer] = []
        try db.each(statement.sql, statement.arguments) { row in
            customers.append(Customer(row: row))
            return true
        }
        return customers
    }
}
