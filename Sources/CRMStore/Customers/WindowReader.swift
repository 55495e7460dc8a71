import CRM

/// Reads windows of a list of customers that may have several parts, one behind the other: the open spreadsheet, then the others.
struct WindowReader {
    let db: any Session
    /// At least one.
    let parts: [WindowSQL]

    /// Rows are passed over, perhaps all of a part: those of other parts are not looked for before they are needed.
    private var isSought: Bool {
        parts.contains { part in
            if case .rows = part.route { return false }
            return !part.conditions.isEmpty
        }
    }

    /// The first questions of a window, to be fetched before.
    func questions(from anchor: WindowAnchor, limit: Int) -> [SQLStatement] {
        if parts.contains(where: \.isForNobody) { return [] }
        switch anchor {
        case .start: return (isSought ? parts.prefix(1) : parts[...]).map { $0.page(.all(backwards: false), limit: limit + 1) }
        case .end: return (isSought ? parts.suffix(1) : parts[...]).map { $0.page(.all(backwards: true), limit: limit + 1) }
        case .after(let customer):
            let (index, place) = place(of: customer)
            return [parts[index].page(.after(place), limit: limit + 1), parts[index].page(.before(place), limit: 1)]
        case .before(let customer):
            let (index, place) = place(of: customer)
            return [parts[index].page(.before(place), limit: limit + 1), parts[index].page(.after(place), limit: 1)]
        case .around(let customer):
            // Mostly it is where it was.
            let (index, place) = place(of: customer)
            let sides = [WindowSQL.Side.before(place), .from(place)]
            return sides.map { parts[index].page($0, limit: limit + 1) } + [(CustomerSQL.live, [customer.id])]
        }
    }

    /// Gives besides those of the rows whose persons have several.
    func window(from anchor: WindowAnchor, limit: Int) throws -> (window: SheetWindow, several: [ContactMatcher.Facts]) {
        switch anchor {
        case .start:
            let found = try ahead(0, .all(backwards: false), limit: limit + 1)
            return (SheetWindow(rows: Array(found.rows.prefix(limit)), atStart: true, atEnd: found.rows.count <= limit), found.several)
        case .end:
            let found = try behind(parts.count - 1, .all(backwards: true), limit: limit + 1)
            return (SheetWindow(rows: found.rows.prefix(limit).reversed(), atStart: found.rows.count <= limit, atEnd: true), found.several)
        case .after(let customer):
            let (index, place) = place(of: customer)
            let found = try ahead(index, .after(place), limit: limit + 1)
            let rows = Array(found.rows.prefix(limit))
            let atStart = try !hasEarlier(than: rows, behind: (index, place))
            return (SheetWindow(rows: rows, atStart: atStart, atEnd: found.rows.count <= limit), found.several)
        case .before(let customer):
            let (index, place) = place(of: customer)
            let found = try behind(index, .before(place), limit: limit + 1)
            let rows = Array(found.rows.prefix(limit).reversed())
            let atEnd = try !hasLater(than: rows, before: (index, place))
            return (SheetWindow(rows: rows, atStart: found.rows.count <= limit, atEnd: atEnd), found.several)
        case .around(let customer):
            let current = try Customer.live(db, customer.id)
            let isHere = current.map { part(of: $0) != nil } ?? false
            let (index, place) = place(of: isHere ? current ?? customer : customer)
            let before = try behind(index, .before(place), limit: limit + 1)
            let from = try ahead(index, .from(place), limit: limit + 1)
            let above = min(before.rows.count, max(limit / 2, limit - from.rows.count))
            let below = min(from.rows.count, limit - above)
            let window = SheetWindow(
                rows: before.rows.prefix(above).reversed() + from.rows.prefix(below), atStart: above == before.rows.count,
                atEnd: below == from.rows.count)
            return (window, before.several + from.several)
        }
    }

    /// Whether there are rows before those that were read from a place on. What is before the place is before them.
    private func hasEarlier(than rows: [Customer], behind anchor: (part: Int, place: WindowSQL.Place)) throws -> Bool {
        if try !behind(anchor.part, .before(anchor.place), limit: 1).rows.isEmpty { return true }
        // Without a row behind the place, the question is whether any row is left before it, or on it.
        let first = rows.first.map { place(of: $0) }
        return try
            !(first.map { try behind($0.part, .before($0.place), limit: 1) }
            ?? behind(parts.count - 1, .all(backwards: true), limit: 1)).rows.isEmpty
    }

    /// The same on the other side.
    private func hasLater(than rows: [Customer], before anchor: (part: Int, place: WindowSQL.Place)) throws -> Bool {
        if try !ahead(anchor.part, .after(anchor.place), limit: 1).rows.isEmpty { return true }
        let last = rows.last.map { place(of: $0) }
        return try !(last.map { try ahead($0.part, .after($0.place), limit: 1) } ?? ahead(0, .all(backwards: false), limit: 1)).rows.isEmpty
    }

    private func part(of customer: Customer) -> Int? { parts.firstIndex { $0.spreadsheets.contains(customer.spreadsheetID) } }

    private func place(of customer: Customer) -> (part: Int, place: WindowSQL.Place) {
        let index = part(of: customer) ?? 0
        return (index, parts[index].place(of: customer))
    }

    /// Rows, and what is known of those whose persons have several.
    private struct Found {
        var rows: [Customer] = []
        var several: [ContactMatcher.Facts] = []
    }

    /// Rows of a part on that side, and on into the parts behind it.
    private func ahead(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> Found {
        var found = Found()
        try fetch(parts[index], side, limit: limit, into: &found)
        for part in parts[(index + 1)...] where found.rows.count < limit {
            try fetch(part, .all(backwards: false), limit: limit, into: &found)
        }
        found.rows.removeLast(max(0, found.rows.count - limit))
        return found
    }

    /// The same before a place, the nearest first.
    private func behind(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> Found {
        var found = Found()
        try fetch(parts[index], side, limit: limit, into: &found)
        for part in parts[..<index].reversed() where found.rows.count < limit {
            try fetch(part, .all(backwards: true), limit: limit, into: &found)
        }
        found.rows.removeLast(max(0, found.rows.count - limit))
        return found
    }

    private func fetch(_ part: WindowSQL, _ side: WindowSQL.Side, limit: Int, into found: inout Found) throws {
        // Where nobody can match, nobody is asked for.
        if part.isForNobody { return }
        let page = part.page(side, limit: limit)
        try db.each(page.sql, page.arguments) { row in
            let customer = Customer(row: row)
            found.rows.append(customer)
            if let facts = ContactMatcher.Facts(severalOf: customer, row) { found.several.append(facts) }
            return true
        }
    }
}
