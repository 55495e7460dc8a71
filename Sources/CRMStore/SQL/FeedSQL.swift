/// The journal's events as the feed shows them.
enum FeedSQL {
    /// Those of the user `?1`, of all users where it is NULL; events of pages that nobody has are everybody's.
    private static let select = """
        SELECT \(JournalSQL.columns), meta_page.name AS page_name, coalesce(form.name, customer.form_name) AS shown_form,
            customer.customer_name AS customer_name, customer.merged_into AS merged_into,
            lead_event.error AS hook_error, lead_event.hook AS hook,
            (SELECT "user".name FROM lead_offer JOIN "user" ON "user".id = lead_offer.user_id
                WHERE lead_offer.customer_id = customer.id AND lead_offer.user_id = customer.claimed_by
                    AND lead_offer.offered_at = customer.claimed_at AND customer.first_touched_at IS NULL AND \(ShareSQL.claimStands)
                ORDER BY lead_offer.id DESC LIMIT 1) AS offered_to
        FROM webhook_event
        LEFT JOIN meta_page ON meta_page.meta_page_id = webhook_event.page_id
        LEFT JOIN form ON form.form_id = webhook_event.form_id
        LEFT JOIN customer ON customer.id = webhook_event.customer_id
        LEFT JOIN lead_event ON lead_event.event_id = webhook_event.id AND lead_event.error IS NOT NULL
        WHERE (meta_page.user_id = ?1 OR meta_page.user_id IS NULL OR ?1 IS NULL)
        """

    /// The newest before `?2`.
    static let before = "\(select) AND webhook_event.id < ?2 ORDER BY webhook_event.id DESC LIMIT ?3"
    /// The same of the state `?4`.
    static let beforeInState = "\(select) AND webhook_event.id < ?2 AND webhook_event.state = ?4 ORDER BY webhook_event.id DESC LIMIT ?3"
    /// The oldest after `?2`.
    static let after = "\(select) AND webhook_event.id > ?2 ORDER BY webhook_event.id LIMIT ?3"
    static let one = "\(select) AND webhook_event.id = ?2"

    /// The body that an event came in, and Meta's answer about its lead.
    static let raw = """
        SELECT webhook_delivery.body, lead.raw FROM webhook_event
        JOIN webhook_delivery ON webhook_delivery.id = webhook_event.delivery_id
        LEFT JOIN lead ON lead.leadgen_id = webhook_event.leadgen_id
        WHERE webhook_event.id = ?
        """

    // MARK: Events that are to be tried again

    /// The page of an event that is stopped, where somebody has that page.
    static let stoppedPage = """
        SELECT page_id FROM webhook_event
        WHERE id = ? AND \(JournalSQL.isStopped) AND page_id IN (SELECT meta_page_id FROM meta_page)
        """

    /// All events that are stopped, with their pages: of the user `?1`, or of all users where it is NULL.
    static let stopped = """
        SELECT webhook_event.id, page_id FROM webhook_event JOIN meta_page ON meta_page.meta_page_id = page_id
        WHERE \(JournalSQL.isStopped) AND (meta_page.user_id = ?1 OR ?1 IS NULL)
        """

    // MARK: Counts

    static let counts = "SELECT state, CAST(sum(n) AS bigint) FROM event_count GROUP BY state"

    /// The number of events of each page that came in each of the spans, `?2` milliseconds long, from `?1` to `?3`. Each span takes its end in, so
    /// that what arrived just now counts.
    static func arrivals(_ dialect: any Dialect) -> String {
        """
        SELECT (received_at - ?1 - 1) / ?2, page_id, count(*) FROM webhook_event\(dialect.indexed(by: "event_received"))
        WHERE received_at > ?1 AND received_at <= ?3 GROUP BY 1, 2
        """
    }
}
