import CRM
import Foundation

/// The statements that read a list of customers: along an index where one leads to them, and from a place in the order, never by counting
/// rows off.
struct WindowSQL {
    /// Which rows of the order are wanted, seen from a place in it.
    enum Side {
        case all(backwards: Bool)
        case after(Place)
        case from(Place)
        case before(Place)

        var isBackwards: Bool {
            switch self {
            case .all(let backwards): backwards
            case .before: true
            case .after, .from: false
            }
        }
    }

    /// A place in the order: the value that is sorted by, and the id where values are the same.
    struct Place {
        var value: SQLValue
        var id: Customer.ID
    }

    /// How the rows are come by.
    enum Route {
        /// Along the order, so that none is sorted.
        case order
        /// Along the index of this column, and sorted.
        case index(String)
        /// Those of a list alone can match; each is looked at, and sorted.
        case rows(list: SQLStatement)
        case nobody
    }

    var isForNobody: Bool { if case .nobody = route { true } else { false } }

    let dialect: any Dialect
    /// The spreadsheets whose rows are one list.
    let spreadsheets: [Spreadsheet.ID]
    let order: SheetOrder
    /// The conditions that each row must fulfil, ``FilterSQL``.
    var conditions: [SQLStatement] = []
    var route = Route.order
    /// The column along whose index rows are counted.
    var counted = "arrived_at"
    /// The statuses that end the work.
    let ended: Set<Status.ID>

    /// The number of rows that are read by an index that leads to them and sorted: cheaper than meeting them along the order.
    static let fewRows = 20_000
    /// More spreadsheets than that are not read each along its own order.
    private static let mostBranches = 100

    var column: String { WindowSQL.column(of: order) }

    static func column(of order: SheetOrder) -> String {
        switch order.key {
        case .arrival: "arrived_at"
        case .field(.nextCallDate): order.isDescending ? "call_down" : "call_up"
        case .field(.customerName): "name_key"
        case .field(.companyName): "company_key"
        case .field(.phoneNumber): "phone_key"
        case .field(.email): "address_key"
        case .field(.remark): "remark_key"
        case .field(let field): field.rawValue
        }
    }

    func place(of customer: Customer) -> Place {
        let value: any SQLConvertible =
            switch order.key {
            case .arrival: customer.arrivedAt
            case .field(.nextCallDate): callKey(customer)
            case .field(.phoneNumber): SearchText.phoneSortKey(customer.phoneNumber)
            case .field(let field) where CustomerKeys.sorted.contains(field): SearchText.sortKey(customer[field: field])
            case .field(let field): customer[field: field]
            }
        return Place(value: value.sqlValue, id: customer.id)
    }

    /// The content of `call_up` or `call_down` for the customer.
    private func callKey(_ customer: Customer) -> String {
        let (first, last) = order.isDescending ? ("~", "") : ("", "~")
        return ended.contains(customer.status) ? last : customer.nextCall?.description ?? first
    }

    /// Rows of one side, the nearest first.
    func rows(_ side: Side, limit: Int) -> SQLStatement { statement(CustomerSQL.columns, side, limit: limit) }

    /// The same, with ``ContactSQL/facts`` behind the columns. These are looked for when the rows are chosen: an engine gives the rows of such a
    /// part of a statement in the order in which it made them.
    func page(_ side: Side, limit: Int) -> SQLStatement {
        let rows = statement("\(CustomerSQL.columns), \(ContactSQL.keyColumns)", side, limit: limit)
        return (
            "WITH page AS MATERIALIZED (\(rows.sql)) SELECT \(CustomerSQL.columns(of: "page")), \(ContactSQL.facts(of: "page")) FROM page",
            rows.arguments
        )
    }

    /// The numbers, spreadsheets and versions of all rows that match, in no order.
    func marks() -> SQLStatement {
        statement("customer.id, customer.spreadsheet_id, customer.version", .all(backwards: false), limit: .max, sorted: false)
    }

    /// The number of rows that match, counted no further than `limit`. Nil where nobody is asked for.
    func count(limit: Int) -> SQLStatement? {
        if isForNobody { return nil }
        let inner = statement("1", .all(backwards: false), limit: limit, sorted: false)
        return ("SELECT count(*) FROM (\(inner.sql)) AS found", inner.arguments)
    }

    /// The number of rows that fulfil a condition on the column of an index, counted no further than `limit`.
    static func probe(
        _ dialect: any Dialect, _ spreadsheets: [Spreadsheet.ID], _ column: String, _ condition: SQLStatement, limit: Int
    ) -> SQLStatement {
        let sql = """
            SELECT count(*) FROM (
                SELECT 1 FROM customer\(dialect.indexed(by: "customer_by_\(column)"))
                WHERE spreadsheet_id IN \(dialect.list("?")) AND deleted_at IS NULL AND \(condition.sql) LIMIT ?
            ) AS found
            """
        return (sql, [dialect.argument(spreadsheets)] + condition.arguments + [limit])
    }

    // MARK: Putting together

    /// When a customer arrived stands in its row as it was written, which no program reads that exactly; it never changes. A query of its own, for
    /// PostgreSQL takes `coalesce` for a way by which a policy's rows could leak, and would not let it lead into the index.
    private func value(of place: Place) -> String {
        order.key == .arrival ? "(SELECT coalesce((SELECT arrived_at FROM customer AS there WHERE there.id = ?), ?))" : "?"
    }

    private func statement(_ columns: String, _ side: Side, limit: Int, sorted: Bool = true) -> SQLStatement {
        let isByRows =
            switch route {
            case .rows, .nobody: true
            case .order, .index: false
            }
        if spreadsheets.count == 1 || isByRows || !(2...WindowSQL.mostBranches).contains(spreadsheets.count) {
            return branch(columns, spreadsheets, side, limit: limit, sorted: sorted)
        }
        // Each spreadsheet along its own order, and of these the nearest.
        let key = sorted ? ", \(column) AS sort_key, place" : ""
        let branches = spreadsheets.map { branch(columns + key, [$0], side, limit: limit, sorted: sorted) }
        let union = branches.enumerated().map { "SELECT * FROM (\($1.sql)) AS part\($0)" }.joined(separator: " UNION ALL ")
        let order = sorted ? " ORDER BY customer.sort_key \(direction(side)), customer.place \(direction(side))" : ""
        return ("SELECT \(columns) FROM (\(union)) AS customer\(order) LIMIT \(limit)", branches.flatMap(\.arguments))
    }

    private func isAscending(_ side: Side) -> Bool { order.isDescending == side.isBackwards }

    private func direction(_ side: Side) -> String { isAscending(side) ? "ASC" : "DESC" }

    private func branch(_ columns: String, _ spreadsheets: [Spreadsheet.ID], _ side: Side, limit: Int, sorted: Bool) -> SQLStatement {
        var sql = "SELECT \(columns) FROM customer"
        var arguments: [(any SQLConvertible)?] = []
        switch route {
        case .rows(let list):
            sql += "\(dialect.notIndexed) WHERE id IN \(list.sql) AND"
            arguments += list.arguments
        case .nobody: sql += "\(dialect.notIndexed) WHERE id IS NULL AND"
        case .index(let index): sql += "\(dialect.indexed(by: "customer_by_\(sorted ? index : counted)")) WHERE"
        case .order: sql += "\(dialect.indexed(by: "customer_by_\(sorted ? column : counted)")) WHERE"
        }
        if spreadsheets.count == 1 {
            sql += " spreadsheet_id = ? AND deleted_at IS NULL"
            arguments += [spreadsheets[0]]
        } else {
            sql += " spreadsheet_id IN \(dialect.list("?")) AND deleted_at IS NULL"
            arguments += [dialect.argument(spreadsheets)]
        }
        switch side {
        case .all: break
        case .after(let place), .before(let place), .from(let place):
            var sign = isAscending(side) ? ">" : "<"
            if case .from = side { sign += "=" }
            sql += " AND (\(column), place) \(sign) (\(value(of: place)), ?)"
            arguments += order.key == .arrival ? [place.id, place.value, place.id] : [place.value, place.id]
        }
        for condition in conditions {
            sql += " AND \(condition.sql)"
            arguments += condition.arguments
        }
        if sorted { sql += " ORDER BY \(column) \(direction(side)), place \(direction(side))" }
        // No argument: a plan for all arguments is made for as few rows as are wanted.
        return (sql + " LIMIT \(limit)", arguments)
    }
}
