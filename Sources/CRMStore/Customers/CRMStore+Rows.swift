import CRM
import Foundation

extension CRMStore {
    /// Orders: names without regard to case and accents (``SearchText/sortKey(_:)``), other text to the case of ASCII letters, a status by its
    /// word; by next call first the customers that have none though their work has not ended, then by date in the direction of the order, and
    /// last those whose work has ended. Rows of the same value by id, in the direction of the order.
    ///
    /// A search throws `CancellationError` when ``interruptSearch()`` ended it.
    public func rows(_ query: SheetQuery, from anchor: WindowAnchor, limit: Int) throws -> SheetWindow {
        let terms = SearchText.terms(query.search)
        let body = { (db: any Session) in
            var window = try self.window(db, self.statements(db, query, terms: terms), from: anchor, limit: max(1, limit))
            try ContactMatcher(db, of: self.liveSheet(db, query.spreadsheetID).userID).number(&window.rows)
            return window
        }
        return terms.isEmpty ? try read(body) : try search(body)
    }

    public func count(_ query: SheetQuery, upTo bound: Int) throws -> MatchCount {
        let terms = SearchText.terms(query.search)
        guard !terms.isEmpty else {
            return try read { db in
                _ = try liveSheet(db, query.spreadsheetID)
                let counts = try countsByStatus(db, query.spreadsheetID)
                let total = counts.reduce(0) { query.statuses.isEmpty || query.statuses.contains($1.key) ? $0 + $1.value : $0 }
                return MatchCount(count: min(total, bound), isMore: total > bound)
            }
        }
        return try search { db in
            let sql = try statements(db, query, terms: terms).count(limit: bound == .max ? bound : bound + 1)
            let found = try db.value(Int.self, sql.sql, sql.arguments) ?? 0
            return MatchCount(count: min(found, bound), isMore: found > bound)
        }
    }

    func statements(_ db: any Session, _ query: SheetQuery, terms: [SearchTerm]) throws -> WindowSQL {
        _ = try liveSheet(db, query.spreadsheetID)
        var expected: Int?
        if !query.statuses.isEmpty {
            let counts = try countsByStatus(db, query.spreadsheetID)
            expected = query.statuses.reduce(0) { $0 + (counts[$1] ?? 0) }
        }
        let candidates = terms.isEmpty ? nil : try db.candidates(for: terms)
        let isOrdered = try db.isOrdered(
            by: WindowSQL.column(of: query.order), rows: { try countsByStatus(db, query.spreadsheetID).values.reduce(0, +) })
        return WindowSQL(
            dialect: db.dialect, query: query, terms: terms, candidates: candidates, expected: expected, isOrdered: isOrdered,
            ended: statuses.ended)
    }

    private func window(_ db: any Session, _ sql: WindowSQL, from anchor: WindowAnchor, limit: Int) throws -> SheetWindow {
        switch anchor {
        case .start:
            let found = try fetch(db, sql.rows(.all(backwards: false), limit: limit + 1))
            return SheetWindow(rows: Array(found.prefix(limit)), atStart: true, atEnd: found.count <= limit)
        case .end:
            let found = try fetch(db, sql.rows(.all(backwards: true), limit: limit + 1))
            return SheetWindow(rows: found.prefix(limit).reversed(), atStart: found.count <= limit, atEnd: true)
        case .after(let customer):
            let place = sql.place(of: customer)
            let found = try fetch(db, sql.rows(.after(place), limit: limit + 1))
            let rows = Array(found.prefix(limit))
            let first = rows.first.map { sql.place(of: $0) }
            // Without a row behind the place, the question is whether any row is left before it, or on it.
            let earlier = try exists(db, sql, first.map { .before($0) } ?? .all(backwards: true))
            return SheetWindow(rows: rows, atStart: !earlier, atEnd: found.count <= limit)
        case .before(let customer):
            let found = try fetch(db, sql.rows(.before(sql.place(of: customer)), limit: limit + 1))
            let rows = Array(found.prefix(limit).reversed())
            let last = rows.last.map { sql.place(of: $0) }
            let later = try exists(db, sql, last.map { .after($0) } ?? .all(backwards: false))
            return SheetWindow(rows: rows, atStart: found.count <= limit, atEnd: !later)
        case .around(let customer):
            let current = try Customer.live(db, customer.id)
            let isHere = current?.spreadsheetID == sql.query.spreadsheetID
            let place = sql.place(of: isHere ? current ?? customer : customer)
            let before = try fetch(db, sql.rows(.before(place), limit: limit + 1))
            let behind = try fetch(db, sql.rows(.from(place), limit: limit + 1))
            let above = min(before.count, max(limit / 2, limit - behind.count))
            let below = min(behind.count, limit - above)
            return SheetWindow(
                rows: before.prefix(above).reversed() + behind.prefix(below), atStart: above == before.count,
                atEnd: below == behind.count)
        }
    }

    private func fetch(_ db: any Session, _ statement: (sql: String, arguments: [(any SQLConvertible)?])) throws -> [Customer] {
        var customers: [Customer] = []
        try db.each(statement.sql, statement.arguments) { row in
            customers.append(Customer(row: row))
            return true
        }
        return customers
    }

    private func exists(_ db: any Session, _ sql: WindowSQL, _ side: WindowSQL.Side) throws -> Bool {
        let statement = sql.exists(side)
        return try db.value(Int.self, statement.sql, statement.arguments) != nil
    }
}
