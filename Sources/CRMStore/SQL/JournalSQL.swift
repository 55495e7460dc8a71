import CRM

/// The journal: what Meta posted, byte for byte, and the events in it with their states.
enum JournalSQL {
    /// The columns of an event, which ``WebhookEvent/init(row:)`` reads by their names.
    static let columns = [
        "id", "kind", "received_at", "page_id", "leadgen_id", "form_id", "ad_id", "created_time", "signature_checked", "state",
        "attempts", "next_attempt_at", "error", "remedy", "customer_id", "milliseconds", "source", "plan", "tries", "reason",
        "message",
    ].map { "webhook_event.\($0)" }.joined(separator: ", ")

    static let event = "SELECT \(columns) FROM webhook_event WHERE id = ?"
    static let page = "SELECT page_id FROM webhook_event WHERE id = ?"

    static let appendDelivery = "INSERT INTO webhook_delivery (received_at, body) VALUES (?, ?)"

    static let appendEvent = """
        INSERT INTO webhook_event (delivery_id, kind, received_at, page_id, leadgen_id, form_id, ad_id, created_time,
            signature_checked, state, error, reason, remedy, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// The time of the first unsigned event of a page that nobody has, since a time; how many there are; and the bytes of their bodies.
    static let unknownPageUsage = """
        SELECT min(delivery.first_at), coalesce(sum(delivery.events), 0), coalesce(sum(length(webhook_delivery.body)), 0)
        FROM (
            SELECT delivery_id, min(received_at) AS first_at, count(*) AS events FROM webhook_event
            WHERE received_at >= ? AND signature_checked = 0 AND page_id NOT IN (SELECT meta_page_id FROM meta_page)
            GROUP BY delivery_id
        ) AS delivery JOIN webhook_delivery ON webhook_delivery.id = delivery.delivery_id
        """

    // MARK: States

    /// Of events that the intake has still to deal with, or is dealing with. The index `event_work` has these.
    static let isWork = "webhook_event.state IN ('received', 'fetching', 'waiting')"
    /// The index `event_blocked` has these.
    static let isBlocked = "webhook_event.state = 'blocked'"
    /// Of events that get no further by themselves, or not now.
    static let isStopped = "webhook_event.state IN ('waiting', 'blocked', 'failed')"
    /// Of events whose state stays.
    private static let isOpen = "state NOT IN ('saved', 'ignored')"

    /// The assignments that make an event due anew at a time, as if it had never been tried. What is known of a pause that Meta asked for stays.
    private static let beDue = """
        state = 'waiting', next_attempt_at = ?, plan = NULL, tries = 0, \(
            ["error", "reason", "remedy", "message"].map { "\($0) = CASE WHEN reason IN (\(list(EventReason.pauses))) THEN \($0) END" }
                .joined(separator: ", "))
        """

    static let retry = "UPDATE webhook_event SET \(beDue) WHERE id = ?"

    /// Makes the blocked events of a page due.
    static func free(_ dialect: any Dialect) -> String {
        "UPDATE webhook_event\(dialect.indexed(by: "event_blocked")) SET \(beDue) WHERE page_id = ? AND \(isBlocked)"
    }

    /// Of the events of the page `?1` that would be due before `?3`, and that do not say `?2`.
    private static let isUnexplained = """
        page_id = ?1 AND \(isWork)
            AND ((state = 'received' AND coalesce(error, '') <> ?2) OR (state = 'waiting' AND next_attempt_at < ?3))
        """

    static func unexplained(_ dialect: any Dialect) -> String {
        "SELECT 1 FROM webhook_event\(dialect.indexed(by: "event_work")) WHERE \(isUnexplained) LIMIT 1"
    }

    /// Says with these events why they are left until then.
    static func explain(_ dialect: any Dialect) -> String {
        """
        UPDATE webhook_event\(dialect.indexed(by: "event_work")) SET error = ?2, reason = ?4, remedy = ?5, message = NULL,
            next_attempt_at = CASE WHEN state = 'waiting' THEN ?3 END
        WHERE \(isUnexplained)
        """
    }

    /// Of events that wait for one of these reasons, or for any, later than `?1`: of the page `?2`, or of all where it is NULL.
    private static func isLater(_ reasons: Set<EventReason>?) -> String {
        let wanted = reasons.map { " AND reason IN (\(list($0)))" } ?? ""
        return "state = 'waiting' AND next_attempt_at > ?1 AND (page_id = ?2 OR ?2 IS NULL)\(wanted)"
    }

    static func list(_ reasons: Set<EventReason>) -> String { reasons.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") }

    static func later(_ dialect: any Dialect, _ reasons: Set<EventReason>?) -> String {
        "SELECT 1 FROM webhook_event\(dialect.indexed(by: "event_due")) WHERE \(isLater(reasons)) LIMIT 1"
    }

    /// Makes these due at `?3`.
    static func hasten(_ dialect: any Dialect, _ reasons: Set<EventReason>?) -> String {
        "UPDATE webhook_event\(dialect.indexed(by: "event_due")) SET next_attempt_at = ?3 WHERE \(isLater(reasons))"
    }

    /// Blocks the events of a page that nobody works on.
    static func block(_ dialect: any Dialect) -> String {
        """
        UPDATE webhook_event\(dialect.indexed(by: "event_work")) SET state = 'blocked', next_attempt_at = NULL, error = ?, remedy = ?,
            reason = ?, message = NULL
        WHERE page_id = ? AND \(isWork) AND state <> 'fetching'
        """
    }

    // MARK: Attempts

    static let recoverFetching = "UPDATE webhook_event SET state = 'received', next_attempt_at = NULL WHERE state = 'fetching'"

    static func take(_ dialect: any Dialect) -> String {
        """
        UPDATE webhook_event SET state = 'fetching', attempts = attempts + 1, next_attempt_at = NULL WHERE id IN \(dialect.list("?"))
        """
    }

    /// Some events, the oldest first.
    static func events(_ dialect: any Dialect) -> String {
        "SELECT \(columns) FROM webhook_event WHERE id IN \(dialect.list("?")) ORDER BY id"
    }

    /// The pages that have any work, each found behind the one before, but for those in the list `?4`: their number is small, that of the events
    /// need not be. With each its oldest events, at most `?3`, that are due at `?1` or planned for later than `?2`, where no other transaction has
    /// locked them; how many there are whoever has; and whether the page is blocked.
    static func due(_ dialect: any Dialect) -> String {
        let work = "FROM webhook_event\(dialect.indexed(by: "event_work")) WHERE \(isWork)"
        let oldest = """
            SELECT id \(work) AND page_id = busy.page
                AND (state = 'received' OR (state = 'waiting' AND (next_attempt_at <= ?1 OR next_attempt_at > ?2)))
            ORDER BY id LIMIT ?3
            """
        return """
            WITH RECURSIVE busy(page) AS (
                SELECT min(page_id) \(work)
                UNION ALL
                SELECT (SELECT min(page_id) \(work) AND page_id > busy.page) FROM busy WHERE busy.page IS NOT NULL
            )
            SELECT page, \(dialect.commaSeparated("\(oldest)\(dialect.skippingLocked)")), (SELECT count(*) FROM (\(oldest)) AS due),
                (SELECT count(*) FROM meta_page WHERE meta_page_id = page AND state = 'blocked')
            FROM busy WHERE page IS NOT NULL AND NOT \(dialect.contains("?4", "'\(pageMark)' || page || '\(pageMark)'"))
            """
    }

    /// Stands before and behind each page of a list.
    static let pageMark = "\u{1F}"

    static func nextDue(_ dialect: any Dialect) -> String {
        "SELECT min(next_attempt_at) FROM webhook_event\(dialect.indexed(by: "event_due")) WHERE state = 'waiting'"
    }

    /// Ends an attempt that saved no lead.
    static let settle = """
        UPDATE webhook_event SET state = ?1, next_attempt_at = ?2, error = ?3, remedy = ?4, reason = ?7, message = ?8,
            tries = CASE WHEN plan = ?6 THEN tries + 1 WHEN ?6 IS NULL THEN tries ELSE 1 END, plan = coalesce(?6, plan),
            customer_id = CASE ?1 WHEN 'saved'
                THEN (SELECT customer_id FROM lead WHERE lead.leadgen_id = webhook_event.leadgen_id)
                ELSE customer_id END
        WHERE id = ?5 AND \(isOpen)
        """

    /// Gives all events of the lead `?2` that are of the page of the event `?3`, or of the page `?4` where there is no such event, the
    /// customer `?1`.
    static let markSaved = """
        UPDATE webhook_event SET state = 'saved', next_attempt_at = NULL, remedy = NULL, message = NULL, customer_id = ?1,
            error = 'same lead again, already here', reason = 'duplicate'
        WHERE ((leadgen_id = ?2 AND page_id = coalesce((SELECT page_id FROM webhook_event WHERE id = ?3), ?4)) OR id = ?3)
            AND \(isOpen)
        """

    /// Of these, the one that made the customer, at a time.
    static func markNew(_ dialect: any Dialect) -> String {
        """
        UPDATE webhook_event SET error = NULL, reason = NULL, milliseconds = \(dialect.greatest("0", "? - received_at")) WHERE id = ?
        """
    }

    // MARK: Retention

    /// Deliveries behind one, received before a time, whose body nobody needs any more.
    static func oldDeliveries(_ dialect: any Dialect) -> String {
        """
        SELECT id FROM webhook_delivery
        WHERE id > ? AND received_at < ? AND length(body) > 0 AND id NOT IN (
            SELECT delivery_id FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_work"))
            WHERE page_id = meta_page_id AND \(isWork)
            UNION ALL
            SELECT delivery_id FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_blocked"))
            WHERE page_id = meta_page_id AND \(isBlocked)
        )
        ORDER BY id LIMIT ?
        """
    }

    static let setBody = "UPDATE webhook_delivery SET body = ? WHERE id = ?"

    // MARK: The intake's term

    static let beginTerm = "UPDATE counter SET n = n + 1 WHERE name = 'intake'"
    static let term = "SELECT n FROM counter WHERE name = 'intake'"
}
