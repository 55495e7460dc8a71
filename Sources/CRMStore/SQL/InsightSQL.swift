import CRM

/// Counts for insights: customers of a user's spreadsheets that came since `?2`, without Meta's tests, and the user's calls.
enum InsightSQL {
    /// Customers of the user `?1` in the order of their arrival.
    private static func came(_ dialect: any Dialect) -> String {
        """
        customer\(dialect.indexed(by: "customer_by_arrived_at"))
            WHERE spreadsheet_id IN (SELECT id FROM spreadsheet WHERE user_id = ?1 AND deleted_at IS NULL)
                AND arrived_at >= ?2 AND customer.deleted_at IS NULL AND coalesce(customer.is_test, 0) = 0
        """
    }

    /// A quarter of an hour in milliseconds, in which times are stored.
    static let quarter = 900_000

    static func arrivals(_ dialect: any Dialect) -> String {
        """
        SELECT status, arrived_at / \(quarter) AS quarter, count(*) AS n FROM \(came(dialect)) GROUP BY status, arrived_at / \(quarter)
        """
    }

    private static func group(_ grouping: InsightGrouping) -> String {
        switch grouping {
        case .campaign: "(SELECT campaign_name FROM lead WHERE lead.customer_id = customer.id)"
        case .form: "form_name"
        }
    }

    static func groups(_ dialect: any Dialect, by grouping: InsightGrouping) -> String {
        """
        SELECT name, status, count(*) AS n
        FROM (SELECT \(group(grouping)) AS name, status FROM \(came(dialect)) AND leadgen_id IS NOT NULL) AS part GROUP BY name, status
        """
    }

    /// Leads that somebody has touched, the newest first.
    static func touches(_ dialect: any Dialect, by grouping: InsightGrouping) -> String {
        """
        SELECT lead_created_at, first_touched_at, \(group(grouping)) AS name
        FROM \(came(dialect)) AND first_touched_at IS NOT NULL AND lead_created_at IS NOT NULL
        ORDER BY arrived_at DESC LIMIT ?3
        """
    }

    static let calls = """
        SELECT at, outcome FROM activity
        WHERE user_id = ?1 AND at >= ?2 AND kind = 'called' AND outcome IS NOT NULL AND undo_state = 'done'
        """
}
