import CRM

/// Finds customers that share a phone number or an e-mail address, along the indexes of these.
enum ContactSQL {
    /// The columns of a row that ``ContactMatcher`` reads, by position.
    private static let columns = """
        id, spreadsheet_id, arrived_at, merged_into, deleted_at IS NOT NULL, is_test IS NOT DISTINCT FROM 1, phone_e164, email_key,
            \(holdsOthers("customer")), do_not_call_at, do_not_call_by
        """
    private static let select = "SELECT \(columns) FROM customer"

    static let byID = "\(select) WHERE id = ?"
    static let byPhone = by("phone_e164")
    static let byEmail = by("email_key")

    /// The rows that were merged into a row.
    static let parts = "\(select) WHERE merged_into = ? LIMIT \(Enquiry.most)"

    /// A row that was merged still speaks for its person; one that was deleted does not. Each kind has an index of its own.
    private static func by(_ key: String) -> String {
        """
        \(select) WHERE \(key) = ?1 AND deleted_at IS NULL AND is_test IS DISTINCT FROM 1
        UNION ALL \(select) WHERE \(key) = ?1 AND merged_into IS NOT NULL AND is_test IS DISTINCT FROM 1 LIMIT \(Enquiry.most)
        """
    }

    /// The number of rows of the spreadsheets `?2` that have the number `?1`, counted no further than ``Enquiry/most``.
    static func phoneSharers(_ dialect: any Dialect) -> String { sharers(of: "phone_e164", dialect) }

    /// The same of an address.
    static func emailSharers(_ dialect: any Dialect) -> String { sharers(of: "email_key", dialect) }

    private static func sharers(of key: String, _ dialect: any Dialect) -> String {
        """
        SELECT count(*) FROM (
            SELECT 1 FROM customer\(dialect.indexed(by: "customer_with_\(key)"))
            WHERE \(key) = ?1 AND deleted_at IS NULL AND is_test IS DISTINCT FROM 1
                AND spreadsheet_id IN \(dialect.list("?2")) LIMIT \(Enquiry.most)
        ) AS sharer
        """
    }

    /// Those of the rows that share a key with another, or hold merged ones. Whose the others are is not asked here.
    static func several(of rows: [Customer.ID], _ dialect: any Dialect) -> SQLStatement {
        let sql = """
            SELECT \(columns) FROM \(dialect.list("?")) AS wanted JOIN customer ON customer.id = wanted.value
            WHERE customer.is_test IS DISTINCT FROM 1 AND (\(isShared("customer")) OR \(holdsOthers("customer")))
            """
        return (sql, [dialect.argument(rows.sorted())])
    }

    /// The columns, besides those of a customer, that ``facts`` asks for.
    static let keyColumns = columns(keys, of: "customer")

    /// A row's keys, whether it shares one of them with another, and whether it holds merged ones: what ``several(of:_:)`` asks of rows that
    /// are known.
    static func facts(of rows: String) -> String { "\(columns(keys, of: rows)), \(isShared(rows)), \(holdsOthers(rows))" }

    private static let keys = ["phone_e164", "email_key"]
    private static func columns(_ names: [String], of rows: String) -> String { names.map { "\(rows).\($0)" }.joined(separator: ", ") }

    private static func holdsOthers(_ rows: String) -> String {
        "EXISTS (SELECT 1 FROM customer AS part WHERE part.merged_into = \(rows).id)"
    }

    private static func isShared(_ rows: String) -> String {
        let conditions = keys.flatMap { key in
            ["deleted_at IS NULL", "merged_into IS NOT NULL"].map { kind in
                "EXISTS (SELECT 1 FROM customer AS other WHERE other.\(key) = \(rows).\(key) AND other.id <> \(rows).id AND other.\(kind))"
            }
        }
        return "(\(conditions.joined(separator: " OR ")))"
    }

    /// The keys of one row.
    static let keysOfRow = "SELECT phone_e164, email_key FROM customer WHERE id = ?"
}
