import CRM
import Foundation

extension CRMStore {
    public func ledger(user: User.ID?) throws -> [LedgerRow] {
        try read { db in try db.rows(CRMStore.selectLedger(db.dialect), [user]).map(ledgerRow) }
    }

    private func ledgerRow(_ row: SQLRow) -> LedgerRow {
        let form: String = row[1]
        return LedgerRow(
            pageID: row[0], formID: form.isEmpty ? nil : form, formName: row[2], meta: row[3], byWebhook: row[4], byCatchUp: row[5],
            waiting: row[6], failed: row[7])
    }

    /// The leads that are here are counted by triggers; only those that still wait or failed are counted now, each once, however many
    /// events it has.
    private static func selectLedger(_ dialect: any Dialect) -> String {
        """
        WITH unread AS (
            SELECT page_id, form_id, leadgen_id, 0 AS failed FROM webhook_event\(dialect.indexed(by: "event_work"))
            WHERE state IN ('received', 'fetching', 'waiting') AND kind = 'lead'
            UNION ALL
            -- Page by page: those of pages that nobody here has are many where strangers post, and count nowhere.
            SELECT page_id, form_id, leadgen_id, 0 FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_blocked"))
            WHERE page_id = meta_page_id AND webhook_event.state = 'blocked' AND kind = 'lead'
            UNION ALL
            SELECT page_id, form_id, leadgen_id, 1 FROM webhook_event\(dialect.indexed(by: "event_state")) WHERE state = 'failed' AND kind = 'lead'
        ), open AS (
            SELECT page_id, ifnull(form_id, '') AS form_id, sum(1 - failed) AS waiting, sum(failed) AS failed FROM (
                SELECT page_id, form_id, min(failed) AS failed FROM unread
                WHERE NOT EXISTS (SELECT 1 FROM lead WHERE lead.leadgen_id = unread.leadgen_id) GROUP BY leadgen_id
            ) GROUP BY 1, 2
        ), part AS (
            SELECT page_id, form_id FROM catch_up_form
            UNION SELECT page_id, form_id FROM lead_count WHERE n > 0
            UNION SELECT page_id, form_id FROM open
        )
        SELECT part.page_id, part.form_id, coalesce(catch_up_form.name, form.name) AS title, catch_up_form.held,
            ifnull((SELECT n FROM lead_count WHERE page_id = part.page_id AND form_id = part.form_id AND source = 'webhook'), 0),
            ifnull((SELECT n FROM lead_count WHERE page_id = part.page_id AND form_id = part.form_id AND source = 'catch_up'), 0),
            ifnull(open.waiting, 0), ifnull(open.failed, 0)
        FROM part
        JOIN meta_page ON meta_page.meta_page_id = part.page_id
        LEFT JOIN catch_up_form ON catch_up_form.page_id = part.page_id AND catch_up_form.form_id = part.form_id
        LEFT JOIN form ON form.form_id = part.form_id
        LEFT JOIN open ON open.page_id = part.page_id AND open.form_id = part.form_id
        WHERE ?1 IS NULL OR meta_page.user_id = ?1
        ORDER BY meta_page.position, title IS NULL, title, part.form_id
        """
    }
}
