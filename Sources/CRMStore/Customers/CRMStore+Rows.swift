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
            let reader = try WindowReader(db: db, parts: windowParts(db, query, wanted: limit))
            let few = reader.fewRows.map(ContactMatcher.Rows.these)
            let isTwice = few == nil && db.isFar && reader.isAlongOrder && query.filter.isIndexed
            if few != nil || isTwice {
                let (pages, besides) = reader.questions(from: anchor, limit: limit)
                let several = (few ?? .found(by: pages)).several(db.dialect)
                db.prefetch(pages + besides + [ContactMatcher.Reader(of: query.scope).sheets] + several)
            }
            try checkLive(db, query.scope)
            var (window, pages) = try reader.window(from: anchor, limit: limit)
            try complete(db, &window.rows, query, among: few ?? (isTwice ? .found(by: pages) : nil))
            return window
        }
    }

    public func rows(_ ids: Set<Customer.ID>, as query: SheetQuery) throws -> [Customer] {
        try read { db in
            let (reader, asked) = (ContactMatcher.Reader(of: query.scope), ContactMatcher.Rows.these(Array(ids)))
            db.prefetch(ids.map { (CustomerSQL.live, [$0]) } + [reader.sheets] + asked.several(db.dialect))
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
        db.prefetch([reader.sheets] + asked.several(db.dialect))
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

    /// The spreadsheets of a query, in parts that come one behind the other.
    func parts(_ db: any Session, of scope: SheetQuery.Scope) throws -> [[Spreadsheet.ID]] {
        db.prefetch(questions(of: scope))
        try checkLive(db, scope)
        switch scope {
        case .spreadsheet(let id): return [[id]]
        case .everywhere(let first, let user):
            let others = try db.values(Int64.self, SpreadsheetSQL.liveOfUser, [user]).filter { $0 != first }
            return others.isEmpty ? [[first]] : [[first], others]
        case .others(let than, let user):
            return [try db.values(Int64.self, SpreadsheetSQL.liveOfUser, [user]).filter { $0 != than }]
        case .user(let user): return [try db.values(Int64.self, SpreadsheetSQL.liveOfUser, [user])]
        }
    }

    /// Throws when the spreadsheet that is looked at was deleted.
    private func checkLive(_ db: any Session, _ scope: SheetQuery.Scope) throws {
        switch scope {
        case .spreadsheet(let id), .everywhere(let id, _): _ = try liveSheet(db, id)
        case .others, .user: break
        }
    }

    private func questions(of scope: SheetQuery.Scope) -> [SQLStatement] {
        switch scope {
        case .spreadsheet(let id): [(SpreadsheetSQL.live, [id])]
        case .everywhere(let first, let user): [(SpreadsheetSQL.live, [first]), (SpreadsheetSQL.liveOfUser, [user])]
        case .others(_, let user), .user(let user): [(SpreadsheetSQL.liveOfUser, [user])]
        }
    }

    // MARK: Statements

    /// The numbers of matches that an index of texts has which are always looked at one by one, and never.
    private static let looked = (always: 3000, never: 250_000)

    /// The most rows that are worth being looked at one by one. Along the order, those wanted are met among `rows` x `wanted` / matches where the
    /// matches are spread evenly; so up to the root of `rows` x `wanted` matches it is the longer way.
    private static func worthLooking(_ wanted: Int, of rows: Int) -> Int {
        let root = (Double(wanted) * Double(rows)).squareRoot()
        return max(looked.always, Int(min(root, Double(looked.never))))
    }

    /// The same as ``statements(_:_:wanted:)``, of a spreadsheet that may have been deleted.
    private func windowParts(_ db: any Session, _ query: SheetQuery, wanted: Int) throws -> [WindowSQL] {
        // All rows of one spreadsheet: its order alone says which come first.
        guard case .spreadsheet(let id) = query.scope, !query.isFiltered else { return try statements(db, query, wanted: wanted) }
        db.prefetch(questions(of: query.scope))
        return [try statement(db, query, in: [id], among: nil)]
    }

    /// The statements of each part of a user's list.
    ///
    /// - Parameter wanted: the number of rows that will be read.
    func statements(_ db: any Session, _ query: SheetQuery, wanted: Int) throws -> [WindowSQL] {
        let terms = query.filter.indexedTerms
        let reader = ContactMatcher.Reader(of: query.scope)
        db.prefetch(questions(of: query.scope) + (terms.isEmpty ? [] : [reader.customers]))
        // The index has the customers of all spreadsheets. Mostly they are few, so that it need not be known how many there are in all.
        var found = terms.isEmpty ? nil : try db.candidates(for: terms, upTo: CRMStore.looked.always)
        let parts = try parts(db, of: query.scope)
        if case .more = found {
            let rows = try db.value(Int.self, reader.customers.sql, reader.customers.arguments) ?? 0
            let most = CRMStore.worthLooking(wanted, of: rows)
            if most > CRMStore.looked.always { found = try db.candidates(for: terms, upTo: most) }
        }
        let ids: [Customer.ID]? = if case .these(let ids) = found { ids } else { nil }
        return try parts.map { try statement(db, query, in: $0, among: ids) }
    }

    private func rowCount(_ db: any Session, _ sheets: [Spreadsheet.ID]) throws -> Int {
        try sheets.reduce(0) { try $0 + countsByStatus(db, $1).values.reduce(0, +) }
    }

    /// - Parameter ids: these rows alone are looked at; nil: all.
    func statement(_ db: any Session, _ query: SheetQuery, in sheets: [Spreadsheet.ID], among ids: [Customer.ID]?) throws -> WindowSQL {
        let filter = query.filter
        let conditions = FilterSQL(dialect: db.dialect, names: try names(db, for: filter))
        var sql = WindowSQL(
            dialect: db.dialect, spreadsheets: sheets, order: query.order, conditions: conditions.conditions(of: filter),
            ended: statuses.ended)
        if let ids {
            sql.route = .rows(ids)
            return sql
        }
        let isOrdered = try db.isOrdered(by: sql.column) { try rowCount(db, sheets) }
        if !isOrdered { sql.route = .index("arrived_at") }
        if filter.narrowsStatus, try expected(db, filter, in: sheets) <= WindowSQL.fewRows {
            sql.route = .index("status")
            return sql
        }
        if let (time, user) = filter.calledTime {
            let called = conditions.callees(time, by: user, limit: WindowSQL.fewRows + 1)
            let ids = try db.values(Int64.self, called.sql, called.arguments)
            if ids.count <= WindowSQL.fewRows {
                sql.route = .rows(ids)
                return sql
            }
        }
        for (column, clause) in filter.ranges {
            sql.counted = column
            // Along the order of the same column the rows are met at once.
            if column == sql.column { break }
            let probe = WindowSQL.probe(db.dialect, sheets, column, conditions.condition(clause), limit: WindowSQL.fewRows + 1)
            if try db.value(Int.self, probe.sql, probe.arguments) ?? 0 <= WindowSQL.fewRows {
                sql.route = .index(column)
                break
            }
        }
        return sql
    }

    /// The number of rows that have a status which the filter admits.
    private func expected(_ db: any Session, _ filter: CustomerFilter, in sheets: [Spreadsheet.ID]) throws -> Int {
        try sheets.reduce(0) { sum, sheet in
            try countsByStatus(db, sheet).reduce(sum) { filter.admits(status: $1.key) ? $0 + $1.value : $0 }
        }
    }

    /// The names that the filter asks for, read where it asks for any.
    private func names(_ db: any Session, for filter: CustomerFilter) throws -> FilterSQL.Names {
        var names = FilterSQL.Names()
        for condition in filter.clauses.flatMap(\.conditions) {
            switch condition {
            case .spreadsheet where names.spreadsheets.isEmpty:
                names.spreadsheets = try db.rows(SpreadsheetSQL.allNames).map { (SearchText.fold($0[1]), $0[0]) }
            case .page where names.pages.isEmpty:
                names.pages = try db.rows(PageSQL.names).flatMap { row -> [(name: String, id: String)] in
                    let id: String = row[0]
                    return [(SearchText.fold(row[1] ?? ""), id), (id, id)]
                }
            case .author where names.users.isEmpty:
                names.users = try db.values(String.self, UserSQL.names).map { (SearchText.fold($0), $0) }
            default: break
            }
        }
        return names
    }
}

extension ContactMatcher.Reader {
    /// The persons of rows are looked for among the spreadsheets of the user whose list it is.
    fileprivate init(of scope: SheetQuery.Scope) {
        switch scope {
        case .spreadsheet(let id): self = .owner(of: id)
        case .everywhere(_, let user), .others(_, let user), .user(let user): self = .user(user)
        }
    }
}

extension CustomerFilter {
    /// An index of texts tells of all that is asked for how many rows have it.
    fileprivate var isIndexed: Bool { clauses.count == indexedTerms.count }

    /// The terms that every row must have in its text, as far as an index of texts can tell.
    var indexedTerms: [SearchTerm] {
        clauses.compactMap { clause in
            let terms = clause.conditions.compactMap { condition -> SearchTerm? in
                switch condition {
                case .words(let term): term
                case .marked(let mark, let start): SearchTerm(exactly: mark.rawValue + start)
                default: nil
                }
            }
            return clause.isNegated || terms.count < clause.conditions.count ? nil : SearchTerm(anyOf: terms)
        }
    }

    /// Some statuses are left out.
    var narrowsStatus: Bool {
        clauses.contains { clause in
            clause.conditions.allSatisfy { if case .statuses = $0 { true } else { false } }
        }
    }

    /// The time of the calls that are asked for, of nobody else but these customers.
    var calledTime: (time: CallTime, user: User.ID?)? {
        clauses.lazy.compactMap { clause in
            guard clause.conditions.count == 1, !clause.isNegated, case .called(let time, let user) = clause.conditions[0] else {
                return nil
            }
            return (time, user)
        }.first
    }

    /// The clauses that ask for a part of an order that has an index, with the column of that.
    var ranges: [(column: String, clause: FilterClause)] {
        clauses.compactMap { clause in
            guard clause.conditions.count == 1, !clause.isNegated else { return nil }
            switch clause.conditions[0] {
            case .nextCall, .noNextCall: return ("call_up", clause)
            case .arrived: return ("arrived_at", clause)
            default: return nil
            }
        }
    }
}
