import CRM

/// The call list. Each statement reads along an index of one spreadsheet and one class after the other, and puts them together in their
/// order; it looks at no row beyond those that it gives.
struct CallListSQL {
    /// The values of the column `call_class`, which is NULL for a customer whom nobody is to call.
    enum Class: Int, CaseIterable {
        /// The next call was planned by a person, or by nobody.
        case planned = 0
        /// The cadence planned it: the person was not reached.
        case cadence = 1
        /// A lead with whom nobody has dealt.
        case untouched = 2
    }

    /// Rows next to each other in an index.
    enum Span {
        /// By `call_up`, the date and time of the next call: from `low` until below `high`.
        case dated([Class], low: String, high: String, descending: Bool = false)
        /// Untouched leads by arrival, the newest first: from `low` until below `high`, in milliseconds. Those whose call is planned for
        /// later than `day` are left out.
        case untouched(low: Int64, high: Int64, day: String)
    }

    let dialect: any Dialect
    let sheets: [Spreadsheet.ID]
    /// Those of them in which others work as well: a customer whom one of these has taken is theirs to call.
    var shared: Set<Spreadsheet.ID> = []
    /// The one who is to call.
    let user: User.ID

    /// SQLite joins no more selects than 500, and each costs a little at every row that is taken.
    static let mostSelects = 60

    /// The customers of a span as their number and the key of their order: the first `limit` of each statement.
    func keys(_ span: Span, limit: Int) -> [SQLStatement] {
        let direction = isDescending(span) ? "DESC" : "ASC"
        return selects("place, \(column(span))", span).map { select in
            ("\(select.sql) ORDER BY 2 \(direction), 1 \(direction) LIMIT ?", select.arguments + [limit])
        }
    }

    /// The number of customers of a span, counted no further than `limit`; nil where there is no spreadsheet. No order is asked for, so one select
    /// of each class looks at all: it costs a server more than what it finds.
    func count(_ span: Span, limit: Int) -> SQLStatement? {
        let places = [sheets.filter(shared.contains), sheets.filter { !shared.contains($0) }].filter { !$0.isEmpty }
        let selects = places.flatMap { sheets in classes(span).map { select("1 AS one", span, $0, in: sheets) } }
        guard !selects.isEmpty else { return nil }
        let all = selects.map(\.sql).joined(separator: "\nUNION ALL ")
        return ("SELECT count(*) FROM (\(all) LIMIT ?) AS found", selects.flatMap(\.arguments) + [limit])
    }

    func isDescending(_ span: Span) -> Bool {
        switch span {
        case .dated(_, _, _, let descending): descending
        case .untouched: true
        }
    }

    private func column(_ span: Span) -> String {
        switch span {
        case .dated: "call_up"
        case .untouched: "arrived_at"
        }
    }

    private func classes(_ span: Span) -> [Class] {
        switch span {
        case .dated(let classes, _, _, _): classes
        case .untouched: [.untouched]
        }
    }

    /// A select for each place in the index, in which its rows stand in their order.
    private func selects(_ columns: String, _ span: Span) -> [SQLStatement] {
        let parts = sheets.flatMap { sheet in classes(span).map { select(columns, span, $0, in: [sheet]) } }
        return stride(from: 0, to: parts.count, by: Self.mostSelects).map { start in
            let some = parts[start..<min(start + Self.mostSelects, parts.count)]
            return (some.map(\.sql).joined(separator: "\nUNION ALL "), some.flatMap(\.arguments))
        }
    }

    /// - Parameter sheets: one at least; all are shared, or none is.
    private func select(_ columns: String, _ span: Span, _ one: Class, in sheets: [Spreadsheet.ID]) -> SQLStatement {
        let places = sheets.map { _ in "?" }.joined(separator: ", ")
        let free: SQLStatement = shared.isSuperset(of: sheets) ? (" AND \(ShareSQL.isFree(for: "?"))", [user]) : ("", [])
        let (index, condition, arguments): (String, String, [(any SQLConvertible)?]) =
            switch span {
            case .dated(_, let low, let high, _): ("customer_to_call", "call_up >= ? AND call_up < ?", [low, high])
            case .untouched(let low, let high, let day):
                ("customer_untouched", "arrived_at >= ? AND arrived_at < ? AND call_up <= ?", [low, high, day])
            }
        let sql = """
            SELECT \(columns) FROM customer\(dialect.indexed(by: index))
            WHERE spreadsheet_id IN (\(places)) AND deleted_at IS NULL AND call_class = \(one.rawValue) AND \(condition)\(free.sql)
            """
        return (sql, sheets + arguments + free.arguments)
    }

    /// Customers by their numbers, those of deleted spreadsheets apart.
    static func rows(_ dialect: any Dialect) -> String {
        """
        SELECT \(CustomerSQL.columns) FROM customer JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
        WHERE customer.id IN \(dialect.list("?")) AND customer.deleted_at IS NULL AND spreadsheet.deleted_at IS NULL
        """
    }

    /// The newest note, call or message of a customer.
    static let last = """
        SELECT id, kind, at, author, text FROM activity
        WHERE customer_id = ? AND kind IN ('noted', 'called', 'messaged') AND \(TimelineSQL.stands())
        ORDER BY at DESC, id DESC LIMIT 1
        """
}
