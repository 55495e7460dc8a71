/// The numbers by which every lead that was told of is accounted for.
enum LedgerSQL {
    /// One row for each form of each page: of the user `?1`, or of all users where it is NULL.
    ///
    /// The leads that are here are counted by triggers; only those that still wait or failed are counted now, each once, however many
    /// events it has: one that is still tried counts as waiting. The blocked ones are read page by page: those of pages that nobody here
    /// has are many where strangers post, and count nowhere.
    static func rows(_ dialect: any Dialect) -> String {
        """
        WITH unread AS (
            SELECT page_id, form_id, leadgen_id, 0 AS failed FROM webhook_event\(dialect.indexed(by: "event_work"))
            WHERE \(JournalSQL.isWork) AND kind = 'lead'
            UNION ALL
            SELECT page_id, form_id, leadgen_id, 0 FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_blocked"))
            WHERE page_id = meta_page_id AND \(JournalSQL.isBlocked) AND kind = 'lead'
            UNION ALL
            SELECT page_id, form_id, leadgen_id, 1 FROM webhook_event\(dialect.indexed(by: "event_state"))
            WHERE state = 'failed' AND kind = 'lead'
        ), ranked AS (
            SELECT page_id, form_id, failed, row_number() OVER (PARTITION BY leadgen_id ORDER BY failed) AS place FROM unread
            WHERE NOT EXISTS (SELECT 1 FROM lead WHERE lead.leadgen_id = unread.leadgen_id)
        ), missing AS (
            SELECT page_id, coalesce(form_id, '') AS form_id, sum(1 - failed) AS waiting, sum(failed) AS failed
            FROM ranked WHERE place = 1 GROUP BY 1, 2
        ), part AS (
            SELECT page_id, form_id FROM catch_up_form
            UNION SELECT page_id, form_id FROM lead_count WHERE n > 0
            UNION SELECT page_id, form_id FROM missing
        )
        SELECT part.page_id, part.form_id, coalesce(catch_up_form.name, form.name) AS title, catch_up_form.held,
            \(leads(from: "webhook")), \(leads(from: "catch_up")), coalesce(missing.waiting, 0), coalesce(missing.failed, 0)
        FROM part
        JOIN meta_page ON meta_page.meta_page_id = part.page_id
        LEFT JOIN catch_up_form ON catch_up_form.page_id = part.page_id AND catch_up_form.form_id = part.form_id
        LEFT JOIN form ON form.form_id = part.form_id
        LEFT JOIN missing ON missing.page_id = part.page_id AND missing.form_id = part.form_id
        WHERE meta_page.user_id = ?1 OR ?1 IS NULL
        ORDER BY meta_page.position, title NULLS LAST, part.form_id
        """
    }

    /// The number of leads of a `part` that are here from one source.
    private static func leads(from source: String) -> String {
        "coalesce((SELECT n FROM lead_count WHERE page_id = part.page_id AND form_id = part.form_id AND source = '\(source)'), 0)"
    }
}

/// The data at a glance, for an engine that tells its ``DataStatus``.
public enum StatusSQL {
    /// The names of the columns of ``counts``.
    public static let counted = ["user", "customer", "lead", "event"]

    /// The number of rows of each.
    public static let counts = """
        SELECT (SELECT count(*) FROM "user"), (SELECT count(*) FROM customer WHERE deleted_at IS NULL), (SELECT count(*) FROM lead),
            (SELECT count(*) FROM webhook_event)
        """
}
