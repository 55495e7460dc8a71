import CRM
import Foundation

extension CRMStore {
    /// Orders: names, e-mail addresses and remarks without regard to case and accents (``SearchText/sortKey(_:)``), a number as it is written, a
    /// status by its word; by next call first the customers that have none though their work has not ended, then by date in the direction of the order, and
    /// last those whose work has ended. Rows of the same value by id, in the direction of the order.
    ///
    /// A search throws `CancellationError` when ``interruptSearch()`` ended it.
    public func rows(_ query: SheetQuery, from anchor: WindowAnchor, limit: Int) throws -> SheetWindow {
        try reading(query) { db in
            let limit = max(1, limit)
            if query.filter.clauses.isEmpty { db.planOnce() }
            db.prefetch([ContactMatcher.Reader(of: query.scope).sheets])
            try prefetch(db, query, wanted: limit) { $0.questions(from: anchor, limit: limit) }
            let found = try candidates(db, query, wanted: limit)
            let reader = try WindowReader(db: db, parts: statements(db, query, in: parts(db, of: query.scope), among: found))
            db.prefetch(reader.questions(from: anchor, limit: limit))
            var (window, several) = try reader.window(from: anchor, limit: limit)
            try complete(db, &window.rows, query, several: several)
            return window
        }
    }

    /// Which spreadsheets there are, and among which customers it is worth looking, is asked together with the rows of the spreadsheets that
    /// there were last.
    ///
    /// - Parameters:
    ///   - wanted: the number of rows that will be read.
    ///   - questions: those that are asked first.
    private func prefetch(
        _ db: any Session, _ query: SheetQuery, wanted: Int, _ questions: (WindowReader) -> [SQLStatement]
    ) throws {
        guard db.isFar, query.filter.isIndexed, let sheets = hints.sheets(of: query.scope) else { return }
        for found in prefetchCandidates(db, query, wanted: wanted) {
            let reader = try WindowReader(db: db, parts: statements(db, query, in: sheets, among: found))
            db.prefetch(questions(reader))
        }
    }

    public func rows(_ ids: Set<Customer.ID>, as query: SheetQuery) throws -> [Customer] {
        try read { db in
            db.planOnce()
            db.prefetch(
                ids.map { (CustomerSQL.live, [$0]) }
                    + ContactMatcher.questions(db, of: ContactMatcher.Reader(of: query.scope), for: Array(ids)))
            try checkLive(db, query.scope)
            var rows = try ids.compactMap { try Customer.live(db, $0) }
            try complete(db, &rows, query)
            return rows
        }
    }

    public func answers(of rows: [Customer.ID]) throws -> [Customer.ID: [Answer]] { try read { try answers($0, of: rows) } }

    /// One statement for all rows.
    private func answers(_ db: any Session, of rows: [Customer.ID]) throws -> [Customer.ID: [Answer]] {
        var leads: [Customer.ID: [(at: Int64, answers: [Answer])]] = [:]
        try db.each(LeadSQL.answers(db.dialect), [db.dialect.argument(rows)]) { row in
            leads[row[0], default: []].append((row[1], Lead.answers(row[2])))
            return true
        }
        return leads.mapValues { $0.sorted { $0.at > $1.at }.flatMap(\.answers) }
    }

    /// Adds to the rows what is not stored in them, and the answers that the query asks for.
    ///
    /// - Parameter several: as for ``complete(_:_:by:several:)``.
    private func complete(
        _ db: any Session, _ rows: inout [Customer], _ query: SheetQuery, several: [ContactMatcher.Facts]? = nil
    ) throws {
        guard !rows.isEmpty else { return }
        let ids = rows.map(\.id)
        if !query.questions.isEmpty { db.prefetch([(LeadSQL.answers(db.dialect), [db.dialect.argument(ids)])]) }
        try complete(db, &rows, by: ContactMatcher(db, of: ContactMatcher.Reader(of: query.scope)), several: several)
        guard !query.questions.isEmpty else { return }
        let answers = try answers(db, of: ids)
        for index in rows.indices {
            rows[index].answers = RowAnswers.texts(answers[rows[index].id] ?? [], to: query.questions)
        }
    }

    public func count(_ query: SheetQuery, upTo bound: Int) throws -> MatchCount {
        try reading(query) { try count($0, query, upTo: bound) }
    }

    public func countBeside(_ queries: [SheetQuery], upTo bound: Int) throws -> [MatchCount] {
        try read { db in
            // The index of texts serves some and not others.
            if queries.allSatisfy(\.filter.indexedTerms.isEmpty) { db.planOnce() }
            return try queries.map { try count(db, $0, upTo: bound) }
        }
    }

    private func count(_ db: any Session, _ query: SheetQuery, upTo bound: Int) throws -> MatchCount {
        let most = bound == .max ? bound : bound + 1
        var found = 0
        if query.filter.asksForStatusesAlone {
            found = try expected(db, query.filter, in: Array(parts(db, of: query.scope).joined()))
        } else {
            try prefetch(db, query, wanted: most) { $0.parts.prefix(1).compactMap { $0.count(limit: most) } }
            for part in try statements(db, query, wanted: most) where found < most {
                guard let count = part.count(limit: most - found) else { continue }
                found += try db.value(Int.self, count.sql, count.arguments) ?? 0
            }
        }
        return MatchCount(count: min(found, bound), isMore: found > bound)
    }

    /// A query that may look at many rows can be interrupted.
    private func reading<T>(_ query: SheetQuery, _ body: (any Session) throws -> T) throws -> T {
        query.filter.asksForStatusesAlone ? try read(body) : try search(body)
    }
}
