import Base
import CRM

/// A filter as conditions on a row of `customer`. What a person typed is in the arguments alone.
struct FilterSQL {
    /// The names that a filter may begin, folded, with what they stand for.
    struct Names {
        var spreadsheets: [(name: String, id: Spreadsheet.ID)] = []
        /// By name and by id.
        var pages: [(name: String, id: String)] = []
        var users: [(name: String, stored: String)] = []
    }

    let dialect: any Dialect
    let names: Names

    /// All clauses of a filter, each to stand behind `AND`.
    func conditions(of filter: CustomerFilter) -> [SQLStatement] { filter.clauses.map(condition) }

    func condition(_ clause: FilterClause) -> SQLStatement {
        let pieces = clause.conditions.map(condition)
        let any = pieces.map(\.sql).joined(separator: " OR ")
        let sql = clause.isNegated ? "NOT (\(any))" : pieces.count == 1 ? any : "(\(any))"
        return (sql, pieces.flatMap(\.arguments))
    }

    private func condition(_ condition: FilterCondition) -> SQLStatement {
        switch condition {
        case .words(let term):
            // Not LIKE: % and _ are letters like any other.
            return ("(\(term.forms.map { _ in dialect.contains("found_text", "?") }.joined(separator: " OR ")))", term.forms)
        case .marked(let mark, let start): return (dialect.contains("found_text", "?"), [mark.rawValue + start])
        case .statuses(let statuses): return isOne(of: statuses.sorted(), "status")
        // A row without a call has '', and one whose work has ended '~'.
        case .nextCall(let span): return ("(call_up >= ? AND call_up < ?)", [span.from ?? "0", span.until ?? "~"])
        case .noNextCall: return ("call_up = ?", [""])
        case .arrived(let span): return within(span, "arrived_at") { $0.milliseconds }
        case .lastContact(let span):
            let inside = within(span, "last_contact_at") { $0.milliseconds }
            return ("(last_contact_at IS NOT NULL AND \(inside.sql))", inside.arguments)
        case .waited(let span):
            let inside = within(span, "first_wait") { Int64($0) }
            return ("(first_wait IS NOT NULL AND \(inside.sql))", inside.arguments)
        case .waits: return ("(leadgen_id IS NOT NULL AND first_touched_at IS NULL)", [])
        case .neverContacted: return ("last_contact_at IS NULL", [])
        case .statusChanged(let span):
            let inside = within(span, "coalesce((\(lastStatusChange)), -1)") { $0.milliseconds }
            return ("(coalesce((\(lastStatusChange)), -1) >= 0 AND \(inside.sql))", inside.arguments)
        case .called(let time, let user): return called(time, by: user)
        case .attempts(let span): return within(span, "attempts") { Int64($0) }
        case .spreadsheet(let start):
            let ids = names.spreadsheets.filter { $0.name.hasPrefix(start) }.map(\.id)
            return ("spreadsheet_id IN \(dialect.list("?"))", [dialect.argument(ids)])
        case .page(let start):
            let pages = isOne(of: names.pages.filter { $0.name.hasPrefix(start) }.map(\.id), "told.page_id")
            return ("EXISTS (SELECT 1 FROM lead AS told WHERE told.customer_id = customer.id AND \(pages.sql))", pages.arguments)
        case .author(let start):
            let authors = isOne(of: names.users.filter { $0.name.hasPrefix(start) }.map(\.stored), "done.author")
            return (
                "EXISTS (SELECT 1 FROM activity AS done WHERE done.customer_id = customer.id AND \(TimelineSQL.stands("done")) AND \(authors.sql))",
                authors.arguments
            )
        case .trait(let trait): return self.condition(trait)
        }
    }

    private func condition(_ trait: CustomerTrait) -> SQLStatement {
        func isThere(_ field: CustomerField) -> SQLStatement {
            ("\(dialect.folded(field.rawValue)) NOT IN (?, ?)", ["", (field.column.placeholder ?? "").withSmallASCII])
        }
        switch trait {
        case .phone: return isThere(.phoneNumber)
        case .email: return isThere(.email)
        case .company: return isThere(.companyName)
        case .remark: return isThere(.remark)
        case .next: return ("next_call_date IS NOT NULL", [])
        case .lead: return ("leadgen_id IS NOT NULL", [])
        case .campaign: return ("campaign_name IS NOT NULL", [])
        case .form: return ("form_name IS NOT NULL", [])
        case .test: return ("is_test IS NOT DISTINCT FROM 1", [])
        case .dnc: return ("do_not_call_at IS NOT NULL", [])
        case .wrong: return ("(wrong_number IS NOT NULL AND wrong_number = phone_number)", [])
        case .ended: return ("is_ended = 1", [])
        case .again: return ("(is_test IS DISTINCT FROM 1 AND (\(FilterSQL.askedBefore)))", [])
        case .reached:
            let outcomes = isOne(of: CallOutcome.all.filter(\.isReached).map(\.id.rawValue), "said.outcome")
            return (
                "EXISTS (SELECT 1 FROM activity AS said WHERE said.customer_id = customer.id AND \(TimelineSQL.stands("said")) AND \(outcomes.sql))",
                outcomes.arguments
            )
        }
    }

    private func called(_ time: CallTime, by user: User.ID?) -> SQLStatement {
        let called = callees(time, by: user)
        return ("customer.id IN (\(called.sql))", called.arguments)
    }

    /// A statement that gives some of the customers who were called then.
    func callees(_ time: CallTime, by user: User.ID?, limit: Int) -> SQLStatement {
        let all = callees(time, by: user)
        return ("\(all.sql) LIMIT ?", all.arguments + [limit])
    }

    private func callees(_ time: CallTime, by user: User.ID?) -> SQLStatement {
        let periods: [SQLStatement] = time.periods.map { period in
            let inside = within(Span(from: period.start, until: period.end), "made.at") { $0.milliseconds }
            guard let hour = time.hour else { return inside }
            return (
                "(\(inside.sql) AND (made.at + ?) / 3600000 % 24 = ?)",
                inside.arguments + [Int64(period.offset) * 1000, Int64(hour)]
            )
        }
        guard let first = time.periods.map(\.start).min() else { return ("SELECT id FROM customer WHERE 1 = 0", []) }
        let arguments: [(any SQLConvertible)?] = (user.map { [$0] } ?? []) + [first.milliseconds] + periods.flatMap(\.arguments)
        return (
            """
            SELECT DISTINCT made.customer_id FROM activity AS made
            WHERE \(user == nil ? "" : "made.user_id = ? AND ")made.at >= ? AND (\(periods.map(\.sql).joined(separator: " OR ")))
                AND made.kind = 'called' AND made.outcome IS NOT NULL AND made.customer_id IS NOT NULL AND \(TimelineSQL.stands("made"))
            """,
            arguments
        )
    }

    private func isOne(of values: [String], _ column: String) -> SQLStatement {
        values.isEmpty ? ("1 = 0", []) : ("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))", values)
    }

    private func within<Value>(_ span: Span<Value>, _ column: String, _ stored: (Value) -> Int64) -> SQLStatement {
        let from = span.from.map { ("\(column) >= ?", stored($0)) }
        let until = span.until.map { ("\(column) < ?", stored($0)) }
        let bounds = [from, until].compactMap { $0 }
        return bounds.isEmpty ? ("1 = 1", []) : ("(\(bounds.map(\.0).joined(separator: " AND ")))", bounds.map(\.1))
    }

    private var lastStatusChange: String {
        """
        SELECT max(step.at) FROM activity AS step WHERE step.customer_id = customer.id AND \(TimelineSQL.stands("step"))
            AND \(dialect.text(in: "step.after", at: ["fields", CustomerField.status.rawValue])) IS NOT NULL
        """
    }

    /// An earlier row has the same number or address, or an earlier enquiry was merged into this row.
    private static let askedBefore =
        (["phone_e164", "email_key"].map { key in
            """
            EXISTS (SELECT 1 FROM customer AS other JOIN spreadsheet AS theirs ON theirs.id = other.spreadsheet_id
                WHERE other.\(key) = customer.\(key) AND other.deleted_at IS NULL AND other.is_test IS DISTINCT FROM 1
                    AND (other.arrived_at, other.id) < (customer.arrived_at, customer.id) AND theirs.deleted_at IS NULL
                    AND theirs.user_id = (SELECT own.user_id FROM spreadsheet AS own WHERE own.id = customer.spreadsheet_id))
            """
        } + ["EXISTS (SELECT 1 FROM customer AS part WHERE part.merged_into = customer.id)"]).joined(separator: " OR ")
}
