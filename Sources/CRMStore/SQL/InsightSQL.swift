import CRM

/// Counts for insights: customers of the spreadsheets that a user reads that came since `?2`, without Meta's tests, and the user's calls.
enum InsightSQL {
    private static let sheets = "(\(SpreadsheetSQL.liveOfUser))"

    /// The quarter of an hour since 1970 in which a stored time lies, as the triggers on customers count it: in every zone a day begins with one.
    static func quarter(at milliseconds: Int64) -> Int64 { milliseconds / 900_000 }
    private static let quartersOfDay = 96

    /// The customers of the user `?1` that came from the quarter `?2` to before `?3`, by day where clocks are `?4` quarters ahead of UTC.
    static let arrivals = """
        SELECT status, (quarter + ?4) / \(quartersOfDay) AS day, \(CountSQL.sum) AS n FROM arrival_count
        WHERE spreadsheet_id IN \(sheets) AND quarter >= ?2 AND quarter < ?3 AND n > 0
        GROUP BY status, (quarter + ?4) / \(quartersOfDay)
        """

    static let addArrivals = """
        INSERT INTO arrival_count (spreadsheet_id, quarter, status, n) VALUES (?, ?, ?, ?)
        ON CONFLICT (spreadsheet_id, quarter, status) DO UPDATE SET n = arrival_count.n + excluded.n
        """

    /// Leads of the user `?1`, read from the index alone.
    private static func leads(_ dialect: any Dialect) -> String {
        """
        customer\(dialect.indexed(by: "customer_leads"))
            WHERE spreadsheet_id IN \(sheets) AND arrived_at >= ?2 AND deleted_at IS NULL AND leadgen_id IS NOT NULL AND is_test = 0
        """
    }

    private static func group(_ grouping: InsightGrouping) -> String {
        switch grouping {
        case .campaign: "campaign_name"
        case .form: "form_name"
        }
    }

    /// The number of leads that waited so long, under the bucket's name.
    private static func waits(_ bucket: FirstCallSpeed.Bucket) -> String {
        let bounds = [bucket.span.from.map { "first_wait >= \($0)" }, bucket.span.until.map { "first_wait < \($0)" }].compactMap { $0 }
        return "count(CASE WHEN \(bounds.joined(separator: " AND ")) THEN 1 END) AS \(column(bucket))"
    }

    static func column(_ bucket: FirstCallSpeed.Bucket) -> String { "waited_\(bucket.rawValue)" }

    static func groups(_ dialect: any Dialect, by grouping: InsightGrouping) -> String {
        """
        SELECT \(group(grouping)) AS name, status, count(*) AS n, max(first_wait) AS worst,
            \(FirstCallSpeed.Bucket.allCases.map(waits).joined(separator: ", "))
        FROM \(leads(dialect)) GROUP BY \(group(grouping)), status
        """
    }

    /// Leads that somebody has touched, the newest first.
    static func touches(_ dialect: any Dialect, by grouping: InsightGrouping) -> String {
        """
        SELECT first_touched_at, first_wait, \(group(grouping)) AS name
        FROM \(leads(dialect)) AND first_wait IS NOT NULL
        ORDER BY arrived_at DESC LIMIT ?3
        """
    }

    static let calls = """
        SELECT at, outcome FROM activity
        WHERE user_id = ?1 AND at >= ?2 AND kind = 'called' AND outcome IS NOT NULL AND \(TimelineSQL.stands())
        """
}
