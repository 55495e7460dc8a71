/// The outbox of lead events, and the hook that is run for them.
enum OutboxSQL {
    static let add = "INSERT INTO lead_event (kind, created_at, customer_id, event_id, hook, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?)"

    // MARK: Reading

    private static let select = """
        SELECT lead_event.id, lead_event.kind, lead_event.created_at, lead.leadgen_id, coalesce(lead.is_test, 0),
            coalesce(customer.merged_into, customer.id), lead_event.tries
        FROM lead_event JOIN customer ON customer.id = lead_event.customer_id LEFT JOIN lead ON lead.customer_id = customer.id
        """

    /// Those behind `?1`, of the user `?2` or of all users where it is NULL.
    static let after = """
        \(select)
        WHERE lead_event.id > ?1
            AND ((SELECT user_id FROM spreadsheet WHERE spreadsheet.id = customer.spreadsheet_id) = ?2 OR ?2 IS NULL)
        ORDER BY lead_event.id LIMIT ?3
        """

    /// The number that was given last, also when that event was removed: none is given again.
    static func lastNumber(_ dialect: any Dialect) -> String { dialect.lastNumber(of: "lead_event") }

    private static let isOld = "created_at < ? AND hook <> 'pending'"

    static let anyOld = "SELECT 1 FROM lead_event WHERE \(isOld) LIMIT 1"
    static let removeOld = "DELETE FROM lead_event WHERE \(isOld)"

    // MARK: The hook

    /// The event whose hook is due at the first argument, or planned for later than the second.
    static let nextHook = """
        \(select)
        WHERE hook = 'pending' AND (next_attempt_at <= ? OR next_attempt_at > ?) ORDER BY lead_event.tries, lead_event.id LIMIT 1
        """

    static let nextHookDue = "SELECT min(next_attempt_at) FROM lead_event WHERE hook = 'pending'"

    /// Ends a run, which counts as a try or not: the fourth argument is 1 or 0.
    static let endHook = "UPDATE lead_event SET hook = ?, next_attempt_at = ?, error = ?, tries = tries + ? WHERE id = ?"

    static let dropHooks = "UPDATE lead_event SET hook = 'none', next_attempt_at = NULL, error = NULL WHERE hook = 'pending'"

    /// The numbers of hooks that have failed and wait, and of those that were given up.
    static let failures = """
        SELECT count(*) FILTER (WHERE hook = 'pending'), count(*) FILTER (WHERE hook = 'failed') FROM lead_event WHERE error IS NOT NULL
        """

    private static let retry = """
        UPDATE lead_event SET hook = 'pending', tries = 0, next_attempt_at = ?1, error = NULL WHERE error IS NOT NULL
        """

    /// Makes the hook that failed due at `?1`, for the journal's event `?2`.
    static let retryOne = "\(retry) AND event_id = ?2"

    /// The same for all events of the user `?2`, or of all users where it is NULL.
    static let retryAll = """
        \(retry) AND (event_id IN (
            SELECT webhook_event.id FROM webhook_event JOIN meta_page ON meta_page.meta_page_id = page_id
            WHERE meta_page.user_id = ?2) OR ?2 IS NULL)
        """
}
