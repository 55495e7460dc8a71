import CRM
import Foundation

extension CRMStore {
    private static let selectFeed = """
        SELECT \(WebhookEvent.columns), meta_page.name AS page_name, coalesce(form.name, customer.form_name) AS shown_form,
            customer.customer_name AS customer_name, customer.merged_into AS merged_into,
            lead_event.error AS hook_error, lead_event.hook AS hook
        FROM webhook_event
        LEFT JOIN meta_page ON meta_page.meta_page_id = webhook_event.page_id
        LEFT JOIN form ON form.form_id = webhook_event.form_id
        LEFT JOIN customer ON customer.id = webhook_event.customer_id
        LEFT JOIN lead_event ON lead_event.event_id = webhook_event.id AND lead_event.error IS NOT NULL
        WHERE (?1 IS NULL OR meta_page.user_id IS NULL OR meta_page.user_id = ?1)
        """

    public func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow] {
        let filter = state == nil ? "AND ?3 IS NULL" : "AND webhook_event.state = ?3"
        return try feed(
            "AND webhook_event.id < ?2 \(filter) ORDER BY webhook_event.id DESC LIMIT ?4",
            [user, before ?? .max, state?.rawValue, limit])
    }

    public func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try feed("AND webhook_event.id > ?2 ORDER BY webhook_event.id LIMIT ?3", [user, after, limit])
    }

    public func event(_ id: WebhookEvent.ID) throws -> FeedRow? {
        try feed("AND webhook_event.id = ?2", [nil, id]).first
    }

    private func feed(_ end: String, _ arguments: [(any SQLConvertible)?]) throws -> [FeedRow] {
        try read { db in
            try db.rows("\(CRMStore.selectFeed) \(end)", arguments).map { row in
                var event = WebhookEvent(row: row)
                if let whole = row["merged_into"] as Customer.ID? { event.customerID = whole }
                if let error = row["hook_error"] as String? {
                    let trouble = HookTrouble(error: error, isFinal: row["hook"] == "failed")
                    (event.reason, event.error, event.remedy) = (.hookFailed, trouble.sentence, trouble.remedy(of: event.id))
                }
                return FeedRow(event: event, pageName: row["page_name"], formName: row["shown_form"], customerName: row["customer_name"])
            }
        }
    }

    public func raw(of event: WebhookEvent.ID) throws -> RawEvent? {
        try read { db in
            let row = try db.one(
                """
                SELECT webhook_delivery.body, lead.raw FROM webhook_event
                JOIN webhook_delivery ON webhook_delivery.id = webhook_event.delivery_id
                LEFT JOIN lead ON lead.leadgen_id = webhook_event.leadgen_id
                WHERE webhook_event.id = ?
                """, [event])
            return row.map { row in
                let answer: String? = row[1]
                return RawEvent(body: Array(row[0] as Data), graphAnswer: answer?.isEmpty == true ? nil : answer)
            }
        }
    }

    /// The pages of the events are set free as well, or they would be blocked again without having been tried. With a page all its
    /// events become due: none may wait for a page that does not. Events of pages that nobody has are left, for anybody can post
    /// thousands of them, and there is no token to read a lead with; they become due when their page is added.
    public func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        try write { db in
            let stopped = "state IN ('waiting', 'blocked', 'failed')"
            var chosen: [(id: WebhookEvent.ID, page: String)] = []
            if let ids {
                for id in ids {
                    let sql =
                        "SELECT page_id FROM webhook_event WHERE id = ? AND \(stopped) AND page_id IN (SELECT meta_page_id FROM meta_page)"
                    if let page = try db.value(String.self, sql, [id]) { chosen.append((id, page)) }
                }
            } else {
                chosen = try db.rows(
                    """
                    SELECT webhook_event.id, page_id FROM webhook_event
                    JOIN meta_page ON meta_page.meta_page_id = page_id
                    WHERE webhook_event.\(stopped) AND (?1 IS NULL OR meta_page.user_id = ?1)
                    """, [user]
                ).map { ($0[0], $0[1]) }
            }
            let retry =
                "UPDATE webhook_event SET state = 'waiting', next_attempt_at = ?, error = NULL, reason = NULL, remedy = NULL, message = NULL, plan = NULL, tries = 0 WHERE id = ?"
            for event in chosen { try db.run(retry, [now.milliseconds, event.id]) }
            for page in Set(chosen.map(\.page)) {
                let sql = "SELECT 1 FROM meta_page WHERE meta_page_id = ? AND state = 'blocked'"
                if try db.value(Int.self, sql, [page]) != nil { try free(db, page: page, at: now) }
            }
            return chosen.count + (try retryHooks(db, of: ids, user: user, at: now))
        }
    }

    public func eventCounts() throws -> [EventState: Int] {
        try read { db in
            let rows = try db.rows("SELECT state, n FROM event_count")
            return rows.reduce(into: [:]) { counts, row in
                if let state = EventState(rawValue: row[0]) { counts[state] = row[1] }
            }
        }
    }

    public func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int] {
        guard buckets > 0, span > 0 else { return [] }
        let width = max(1, Int64((span * 1000).rounded()))
        let start = now.milliseconds - width * Int64(buckets)
        var counts = [Int](repeating: 0, count: buckets)
        try read { db in
            // Each span takes its end in, so that what arrived just now counts. The pages are few, the events many: whose a page
            // is is asked once a page.
            let owners = try db.rows("SELECT meta_page_id, user_id FROM meta_page")
            let owner = Dictionary(owners.map { ($0[0] as String, $0[1] as User.ID) }, uniquingKeysWith: { first, _ in first })
            let rows = try db.rows(
                """
                SELECT (received_at - ?1 - 1) / ?2, page_id, count(*) FROM webhook_event\(db.dialect.indexed(by: "event_received"))
                WHERE received_at > ?1 AND received_at <= ?3 GROUP BY 1, 2
                """, [start, width, now.milliseconds])
            for row in rows {
                let bucket: Int = row[0]
                let isWanted = user == nil || (owner[row[1]] ?? user) == user
                if isWanted, counts.indices.contains(bucket) { counts[bucket] += row[2] as Int }
            }
        }
        return counts
    }
}
