import CRM

/// Users' pages at Meta: their settings, with sealed secrets, and what is known of them.
enum PageSQL {
    // MARK: Settings

    private static func columns(_ dialect: any Dialect) -> String {
        let open = [
            "position", "meta_page_id", "user_id", "name", "state", "blocked_reason", "blocked_remedy", "blocked_code", "verified_at",
            "last_event_at", "last_lead_at", "last_lead_name", "last_lead_form", "token_health",
        ].map { "meta_page.\($0)" }
        return (open + secrets.map { "\(dialect.sealed($0)) AS \($0)" }).joined(separator: ", ")
    }

    static let secrets = ["meta_page_access_token", "meta_app_secret", "meta_verify_token"]

    static func row(_ dialect: any Dialect) -> String { "SELECT \(columns(dialect)) FROM meta_page WHERE meta_page_id = ?" }
    static func rows(_ dialect: any Dialect) -> String { "SELECT \(columns(dialect)) FROM meta_page ORDER BY position" }

    static let names = "SELECT meta_page_id, name FROM meta_page"

    static let owner = "SELECT user_id FROM meta_page WHERE meta_page_id = ?"
    static let owners = "SELECT meta_page_id, user_id FROM meta_page"

    /// Gives a row while a page is blocked: why.
    static let blocked = """
        SELECT blocked_reason, blocked_remedy, blocked_code FROM meta_page WHERE meta_page_id = ? AND state = 'blocked'
        """

    /// Gives a row while the leads of a page can be asked for.
    static let accessible = """
        SELECT 1 FROM meta_page WHERE meta_page_id = ? AND state = 'ok' AND meta_page_access_token IS NOT NULL
        """

    /// Whether no page has a secret yet.
    static func lackSecrets(_ dialect: any Dialect) -> String {
        let sealed = secrets.map(dialect.sealed).joined(separator: ", ")
        return "SELECT NOT EXISTS (SELECT 1 FROM meta_page WHERE coalesce(\(sealed)) IS NOT NULL)"
    }

    /// Counts up with each change of a page's settings.
    static let version = "SELECT n FROM counter WHERE name = 'pages'"

    /// Writes a page's settings; a page that is not there comes with all that was known of it.
    static let put = """
        INSERT INTO meta_page (position, meta_page_id, user_id, meta_page_access_token, meta_app_secret, meta_verify_token,
            name, verified_at, last_event_at, last_lead_at, last_lead_name, last_lead_form, token_health)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (meta_page_id) DO UPDATE SET meta_page_access_token = excluded.meta_page_access_token,
            meta_app_secret = excluded.meta_app_secret, meta_verify_token = excluded.meta_verify_token
        """

    static let setSecrets = """
        UPDATE meta_page SET meta_page_access_token = ?, meta_app_secret = ?, meta_verify_token = ? WHERE meta_page_id = ?
        """

    static let remove = "DELETE FROM meta_page WHERE meta_page_id = ?"

    // MARK: What is known

    /// All of a page, with its numbers.
    private static func select(_ dialect: any Dialect) -> String {
        let here = "coalesce((SELECT \(CountSQL.sum) FROM lead_count WHERE page_id = form.page_id AND form_id = form.form_id), 0)"
        let erased = "(SELECT count(*) FROM erased_lead WHERE page_id = form.page_id AND form_id = form.form_id)"
        let atMeta = CountSQL.bounded("form.held")
        let missing = dialect.greatest("0", "\(atMeta) - \(dialect.greatest("0", "\(here) - form.expired")) - \(erased)")
        let held = """
            FROM webhook_event\(dialect.indexed(by: "event_work"))
            WHERE page_id = meta_page_id AND \(JournalSQL.isWork) AND state = 'waiting' AND reason IN (\(JournalSQL.list(HeldLeads.reasons))) ORDER BY id
            """
        return """
            SELECT \(columns(dialect)), (
                SELECT count(*) FROM webhook_event\(dialect.indexed(by: "event_work")) WHERE page_id = meta_page_id AND \(JournalSQL.isWork)
            ) + (
                SELECT count(*) FROM webhook_event\(dialect.indexed(by: "event_blocked"))
                WHERE page_id = meta_page_id AND \(JournalSQL.isBlocked)
            ) AS unread,
            EXISTS (SELECT 1 FROM catch_up_form WHERE page_id = meta_page_id AND held IS NOT NULL) AS is_counted,
            (SELECT \(CountSQL.sum) FROM lead_count WHERE page_id = meta_page_id) AS here,
            (SELECT sum(\(missing)) FROM catch_up_form AS form WHERE form.page_id = meta_page_id AND form.held IS NOT NULL) AS missing,
            catch_up_page.trouble AS trouble, catch_up_page.ended_at AS compared_at, catch_up_page.remedy AS remedy,
            held.reason AS held_reason, held.remedy AS held_remedy, (SELECT received_at \(held) LIMIT 1) AS held_since
            FROM meta_page LEFT JOIN catch_up_page ON catch_up_page.page_id = meta_page_id
            LEFT JOIN webhook_event AS held ON held.id = (SELECT id \(held) DESC LIMIT 1)
            """
    }

    static func one(_ dialect: any Dialect) -> String { "\(select(dialect)) WHERE meta_page_id = ?" }

    /// Those of the user `?1`, or of all users where it is NULL.
    static func list(_ dialect: any Dialect) -> String { "\(select(dialect)) WHERE user_id = ?1 OR ?1 IS NULL ORDER BY position" }

    // A page that was removed meanwhile has nothing to note: that is no error.

    static let noteVerified = "UPDATE meta_page SET verified_at = ? WHERE meta_page_id = ?"
    static let noteName = "UPDATE meta_page SET name = ? WHERE meta_page_id = ?"
    static let noteHealth = "UPDATE meta_page SET token_health = ? WHERE meta_page_id = ?"
    static let noteLead = "UPDATE meta_page SET last_lead_at = ?, last_lead_name = ?, last_lead_form = ? WHERE meta_page_id = ?"

    static func noteEvent(_ dialect: any Dialect) -> String {
        "UPDATE meta_page SET last_event_at = \(dialect.greatest("coalesce(last_event_at, 0)", "?")) WHERE meta_page_id = ?"
    }

    static let block = """
        UPDATE meta_page SET state = 'blocked', blocked_reason = ?, blocked_remedy = ?, blocked_code = ? WHERE meta_page_id = ?
        """
    static let free = """
        UPDATE meta_page SET state = 'ok', blocked_reason = NULL, blocked_remedy = NULL, blocked_code = NULL WHERE meta_page_id = ?
        """

    // MARK: The last lead

    static let lastLeads = "SELECT meta_page_id, last_lead_at, last_lead_name FROM meta_page"
    static let renameLastLead = "UPDATE meta_page SET last_lead_name = ? WHERE meta_page_id = ?"

    // MARK: Undo steps

    /// Those of pages' settings.
    static let steps = "SELECT * FROM activity WHERE page_id IS NOT NULL AND action IS NOT NULL"
    static let rewriteStep = "UPDATE activity SET before = ?, after = ? WHERE id = ?"
}
