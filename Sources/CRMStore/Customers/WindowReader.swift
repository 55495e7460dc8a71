import CRM

/// Reads windows of a list of customers that may have several parts, one behind the other: the open spreadsheet, then the others.
struct WindowReader {
    let db: any Session
    /// At least one.
    let parts: [WindowSQL]

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
            let first = rows.first.map { self.place(of: $0) }
            // Without a row behind the place, the question is whether any row is left before it, or on it.
            let earlier = try first.map { try behind($0.part, .before($0.place), limit: 1) } ?? last()
            return SheetWindow(rows: rows, atStart: earlier.isEmpty, atEnd: found.count <= limit)
        case .before(let customer):
            let (index, place) = place(of: customer)
            let found = try behind(index, .before(place), limit: limit + 1)
            let rows = Array(found.prefix(limit).reversed())
            let end = rows.last.map { self.place(of: $0) }
            let later = try end.map { try ahead($0.part, .after($0.place), limit: 1) } ?? ahead(0, .all(backwards: false), limit: 1)
            return SheetWindow(rows: rows, atStart: found.count <= limit, atEnd: later.isEmpty)
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

    private func last() throws -> [Customer] { try behind(parts.count - 1, .all(backwards: true), limit: 1) }

    private func part(of customer: Customer) -> Int? { parts.firstIndex { $0.spreadsheets.contains(customer.spreadsheetID) } }

    private func place(of customer: Customer) -> (part: Int, place: WindowSQL.Place) {
        let index = part(of: customer) ?? 0
        return (index, parts[index].place(of: customer))
    }

    /// Rows of a part on that side, and on into the parts behind it.
    private func ahead(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> [Customer] {
        var rows = try fetch(parts[index].rows(side, limit: limit))
        for part in parts[(index + 1)...] where rows.count < limit {
            rows += try fetch(part.rows(.all(backwards: false), limit: limit - rows.count))
        }
        return rows
    }

    /// The same before a place, the nearest first.
    private func behind(_ index: Int, _ side: WindowSQL.Side, limit: Int) throws -> [Customer] {
        var rows = try fetch(parts[index].rows(side, limit: limit))
        for part in parts[..<index].reversed() where rows.count < limit {
            rows += try fetch(part.rows(.all(backwards: true), limit: limit - rows.count))
        }
        return rows
    }

    private func fetch(_ statement: WindowSQL.Statement) throws -> [Customer] {
        var customers: [Customer] = []
        try db.each(statement.sql, statement.arguments) { row in
            customers.append(Customer(row: row))
            return true
        }
        return customers
    }
}
