import CRM
import Foundation

/// The statements that read a view of a spreadsheet: always along an index and from a place in it, never by counting rows off.
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

    let dialect: any Dialect
    let query: SheetQuery
    let terms: [SearchTerm]
    /// The rows that alone can match, ``Session/candidates(for:)``; nil: all may.
    var candidates: [Customer.ID]?
    /// The number of rows that have the wanted statuses, nil when all are wanted.
    let expected: Int?
    /// The rows can be read along the order; else they are sorted.
    var isOrdered = true
    /// The statuses that end the work.
    let ended: Set<Status.ID>

    /// A status that so few rows have is read by its own index and sorted: cheaper than meeting them along the order.
    private static let fewRows = 20_000

    var column: String { WindowSQL.column(of: query.order) }

    static func column(of order: SheetOrder) -> String {
        switch order.key {
        case .arrival: "arrived_at"
        case .field(.nextCallDate): order.isDescending ? "call_down" : "call_up"
        case .field(.customerName): "name_key"
        case .field(.companyName): "company_key"
        case .field(let field): field.rawValue
        }
    }

    func place(of customer: Customer) -> Place {
        let value: any SQLConvertible =
            switch query.order.key {
            case .arrival: customer.arrivedAt
            case .field(.nextCallDate): callKey(customer)
            case .field(.customerName): SearchText.sortKey(customer.customerName)
            case .field(.companyName): SearchText.sortKey(customer.companyName)
            case .field(let field): customer[field: field]
            }
        return Place(value: value.sqlValue, id: customer.id)
    }

    /// The content of `call_up` or `call_down` for the customer.
    private func callKey(_ customer: Customer) -> String {
        let (first, last) = query.order.isDescending ? ("~", "") : ("", "~")
        return ended.contains(customer.status) ? last : customer.nextCall?.description ?? first
    }

    /// Rows of one side, the nearest first.
    func rows(_ side: Side, limit: Int) -> (sql: String, arguments: [(any SQLConvertible)?]) {
        statement("SELECT \(CustomerSQL.columns)", side, limit: limit)
    }

    /// Whether there is a row on that side.
    func exists(_ side: Side) -> (sql: String, arguments: [(any SQLConvertible)?]) {
        statement("SELECT 1", side, limit: 1)
    }

    /// The number of rows that match, counted no further than `limit`.
    func count(limit: Int) -> (sql: String, arguments: [(any SQLConvertible)?]) {
        let inner = statement("SELECT 1", .all(backwards: false), limit: limit, sorted: false)
        return ("SELECT count(*) FROM (\(inner.sql)) AS found", inner.arguments)
    }

    private func statement(
        _ select: String, _ side: Side, limit: Int, sorted: Bool = true
    ) -> (sql: String, arguments: [(any SQLConvertible)?]) {
        var sql = "\(select) FROM customer"
        var arguments: [(any SQLConvertible)?] = []
        if let candidates {
            sql += "\(dialect.notIndexed) WHERE id IN \(dialect.list("?")) AND"
            arguments += [dialect.argument(candidates)]
        } else {
            let isFew = expected.map { $0 <= WindowSQL.fewRows } ?? false
            let index = isFew ? "customer_by_status" : sorted && isOrdered ? "customer_by_\(column)" : "customer_by_arrived_at"
            sql += "\(dialect.indexed(by: index)) WHERE"
        }
        sql += " spreadsheet_id = ? AND deleted_at IS NULL"
        arguments += [query.spreadsheetID]
        let ascending = query.order.isDescending == side.isBackwards

        switch side {
        case .all: break
        case .after(let place), .before(let place), .from(let place):
            var sign = ascending ? ">" : "<"
            if case .from = side { sign += "=" }
            sql += " AND (\(column), place) \(sign) (?, ?)"
            arguments += [place.value, place.id]
        }
        if !query.statuses.isEmpty {
            sql += " AND status IN (\(query.statuses.map { _ in "?" }.joined(separator: ", ")))"
            arguments += query.statuses.sorted()
        }
        for term in terms {
            // instr, not LIKE: % and _ are letters like any other.
            sql += " AND (\(term.forms.map { _ in dialect.contains("search_text", "?") }.joined(separator: " OR ")))"
            arguments += term.forms
        }
        if sorted {
            let direction = ascending ? "ASC" : "DESC"
            sql += " ORDER BY \(column) \(direction), place \(direction)"
        }
        sql += " LIMIT ?"
        arguments += [limit]
        return (sql, arguments)
    }
}
