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
            let found = try candidates(db, query, wanted: limit)
            // Which spreadsheets there are is asked together with the rows of those that there were last.
            if found == nil, db.isFar, query.filter.isIndexed, let sheets = hints.sheets(of: query.scope) {
                let reader = try WindowReader(db: db, parts: statements(db, query, in: sheets, among: nil))
                _ = prefetch(db, reader, query, meetsMany: !query.isFiltered, from: anchor, limit: limit)
            }
            let reader = try WindowReader(db: db, parts: statements(db, query, in: parts(db, of: query.scope), among: found?.ids))
            let meetsMany = !query.isFiltered || found == .more
            var asked = prefetch(db, reader, query, meetsMany: meetsMany, from: anchor, limit: limit)
            var (window, pages) = try reader.window(from: anchor, limit: limit)
            if case .found = asked { asked = .found(by: pages) }
            try complete(db, &window.rows, query, among: asked)
            return window
        }
    }

    /// Has the first questions of a window fetched, together with those for the persons of its rows where these can be asked before the rows are
    /// known. Gives how they are asked then.
    ///
    /// - Parameter meetsMany: along the order the rows are soon met, so that to look for them twice costs less than to wait.
    private func prefetch(
        _ db: any Session, _ reader: WindowReader, _ query: SheetQuery, meetsMany: Bool, from anchor: WindowAnchor, limit: Int
    ) -> ContactMatcher.Rows? {
        let few = reader.fewRows.map(ContactMatcher.Rows.these)
        guard db.isFar, few != nil || (reader.isAlongOrder && query.filter.isIndexed) else { return few }
        let (pages, besides) = reader.questions(from: anchor, limit: limit)
        let asked = few ?? (meetsMany ? .found(by: pages) : nil)
        db.prefetch(pages + besides)
        if let asked { db.prefetch(ContactMatcher.questions(db, of: ContactMatcher.Reader(of: query.scope), among: asked)) }
        return asked
    }

    public func rows(_ ids: Set<Customer.ID>, as query: SheetQuery) throws -> [Customer] {
        try read { db in
            let (reader, asked) = (ContactMatcher.Reader(of: query.scope), ContactMatcher.Rows.these(Array(ids)))
            db.prefetch(ids.map { (CustomerSQL.live, [$0]) } + ContactMatcher.questions(db, of: reader, among: asked))
            try checkLive(db, query.scope)
            var rows = try ids.compactMap { try Customer.live(db, $0) }
            try complete(db, &rows, query, among: asked)
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
    /// - Parameter asked: the rows among which these are, where that was asked for already.
    private func complete(
        _ db: any Session, _ rows: inout [Customer], _ query: SheetQuery, among asked: ContactMatcher.Rows? = nil
    ) throws {
        guard !rows.isEmpty else { return }
        let (ids, reader) = (rows.map(\.id), ContactMatcher.Reader(of: query.scope))
        let asked = asked ?? .these(ids)
        if !query.questions.isEmpty { db.prefetch([(LeadSQL.answers(db.dialect), [db.dialect.argument(ids)])]) }
        db.prefetch(ContactMatcher.questions(db, of: reader, among: asked))
        try complete(db, &rows, by: ContactMatcher(db, of: reader), among: asked)
        guard !query.questions.isEmpty else { return }
        let answers = try answers(db, of: ids)
        for index in rows.indices {
            rows[index].answers = RowAnswers.texts(answers[rows[index].id] ?? [], to: query.questions)
        }
    }

    public func count(_ query: SheetQuery, upTo bound: Int) throws -> MatchCount {
        try reading(query) { try count($0, query, upTo: bound) }
    }

    public func countBeside(_ query: SheetQuery, upTo bound: Int) throws -> MatchCount { try read { try count($0, query, upTo: bound) } }

    private func count(_ db: any Session, _ query: SheetQuery, upTo bound: Int) throws -> MatchCount {
        let most = bound == .max ? bound : bound + 1
        var found = 0
        if query.filter.asksForStatusesAlone {
            found = try expected(db, query.filter, in: Array(parts(db, of: query.scope).joined()))
        } else {
            for part in try statements(db, query, wanted: most) where found < most && part.route != .rows([]) {
                let sql = part.count(limit: most - found)
                found += try db.value(Int.self, sql.sql, sql.arguments) ?? 0
            }
        }
        return MatchCount(count: min(found, bound), isMore: found > bound)
    }

    /// A query that may look at many rows can be interrupted.
    private func reading<T>(_ query: SheetQuery, _ body: (any Session) throws -> T) throws -> T {
        query.filter.asksForStatusesAlone ? try read(body) : try search(body)
    }
}
