import CRM

/// The statements for a list of customers: in which spreadsheets, and by which way to the rows.
extension CRMStore {
    /// The spreadsheets of a query, in parts that come one behind the other.
    func parts(_ db: any Session, of scope: SheetQuery.Scope) throws -> [[Spreadsheet.ID]] {
        db.prefetch(questions(of: scope))
        try checkLive(db, scope)
        guard let user = scope.user else { return scope.parts(of: []) }
        let live = try db.values(Int64.self, SpreadsheetSQL.liveOfUser, [user]).sorted()
        hints.note(live, of: user)
        return scope.parts(of: live)
    }

    /// Throws when the spreadsheet that is looked at was deleted.
    func checkLive(_ db: any Session, _ scope: SheetQuery.Scope) throws {
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
    /// matches are spread evenly; so up to the root of `rows` x `wanted` matches it is the longer way, and up to a third of that on a
    /// server, whose index reads each row by itself and looks at its text.
    private static func worthLooking(_ wanted: Int, of rows: Int, in db: any Session) -> Int {
        let root = (Double(wanted) * Double(rows)).squareRoot()
        let most = max(looked.always, Int(min(root, Double(looked.never))))
        return db.isFar ? most / 3 : most
    }

    /// The customers among whom all matches are, where they are so few that each is looked at; nil where no index of texts knows.
    ///
    /// - Parameter wanted: the number of rows that will be read.
    func candidates(_ db: any Session, _ query: SheetQuery, wanted: Int) throws -> Candidates? {
        let terms = query.filter.indexedTerms
        guard !terms.isEmpty else { return nil }
        let reader = ContactMatcher.Reader(of: query.scope)
        func customers() throws -> Int {
            let count = try db.value(Int.self, reader.customers.sql, reader.customers.arguments) ?? 0
            hints.note(count, of: reader)
            return count
        }
        let rows = try hints.customers(of: reader) ?? customers()
        db.prefetch(questions(of: query.scope) + [reader.customers])
        // The index has the customers of all spreadsheets.
        guard let found = try db.candidates(for: terms, upTo: CRMStore.worthLooking(wanted, of: rows, in: db)) else { return nil }
        _ = try customers()
        return found
    }

    /// The answers that ``candidates(_:_:wanted:)`` may give, for statements that are fetched together with it.
    func prefetchCandidates(_ db: any Session, _ query: SheetQuery, wanted: Int) -> [Candidates?] {
        let terms = query.filter.indexedTerms
        guard !terms.isEmpty else { return [nil] }
        guard let rows = hints.customers(of: ContactMatcher.Reader(of: query.scope)) else { return [] }
        return db.prefetchCandidates(for: terms, upTo: CRMStore.worthLooking(wanted, of: rows, in: db))
    }

    /// The statements of each part of a user's list.
    ///
    /// - Parameter wanted: the number of rows that will be read.
    func statements(_ db: any Session, _ query: SheetQuery, wanted: Int) throws -> [WindowSQL] {
        let found = try candidates(db, query, wanted: wanted)
        return try statements(db, query, in: parts(db, of: query.scope), among: found)
    }

    /// - Parameter found: as for ``statement(_:_:in:among:)``.
    func statements(
        _ db: any Session, _ query: SheetQuery, in parts: [[Spreadsheet.ID]], among found: Candidates?
    ) throws -> [WindowSQL] {
        try parts.map { try statement(db, query, in: $0, among: found) }
    }

    private func rowCount(_ db: any Session, _ sheets: [Spreadsheet.ID]) throws -> Int {
        try sheets.reduce(0) { try $0 + countsByStatus(db, $1).values.reduce(0, +) }
    }

    /// - Parameter found: those among whom all matches are; nil: any may match.
    func statement(_ db: any Session, _ query: SheetQuery, in sheets: [Spreadsheet.ID], among found: Candidates?) throws -> WindowSQL {
        let filter = query.filter
        let conditions = FilterSQL(dialect: db.dialect, names: try names(db, for: filter))
        var sql = WindowSQL(
            dialect: db.dialect, spreadsheets: sheets, order: query.order, conditions: conditions.conditions(of: filter),
            ended: statuses.ended)
        switch found {
        case .nobody:
            sql.route = .nobody
            return sql
        case .among(let list):
            sql.route = .rows(list: list)
            return sql
        case .more(let condition): sql.conditions += condition.map { [$0] } ?? []
        case nil: break
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
                return try statement(db, query, in: sheets, among: .these(ids, db.dialect))
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
    func expected(_ db: any Session, _ filter: CustomerFilter, in sheets: [Spreadsheet.ID]) throws -> Int {
        db.prefetch(sheets.map { (SpreadsheetSQL.counts, [$0]) })
        return try sheets.reduce(0) { sum, sheet in
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
    init(of scope: SheetQuery.Scope) {
        switch scope {
        case .spreadsheet(let id): self = .owner(of: id)
        case .everywhere(_, let user), .others(_, let user), .user(let user): self = .user(user)
        }
    }
}

extension CustomerFilter {
    /// An index of texts tells of all that is asked for how many rows have it.
    var isIndexed: Bool { clauses.count == indexedTerms.count }

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
