/// The state of the comparison with Meta's lists.
enum CatchUpSQL {
    /// All pages, each with what the last comparison said, and whether any lead of it is here or at Meta.
    static let pages = """
        SELECT meta_page_id, state = 'blocked', wanted_at, ended_at, trouble, remedy,
            EXISTS (SELECT 1 FROM catch_up_form WHERE page_id = meta_page_id AND coalesce(held, 1) > 0)
            OR EXISTS (SELECT 1 FROM lead_count WHERE page_id = meta_page_id AND n > 0)
        FROM meta_page LEFT JOIN catch_up_page ON page_id = meta_page_id ORDER BY position
        """

    /// Notes the end of a comparison, `?2` to `?4`. A page that was removed meanwhile has nothing to note.
    static let noteEnd = """
        INSERT INTO catch_up_page (page_id, ended_at, trouble, remedy)
        SELECT meta_page_id, ?2, ?3, ?4 FROM meta_page WHERE meta_page_id = ?1
        ON CONFLICT (page_id) DO UPDATE
        SET ended_at = excluded.ended_at, trouble = excluded.trouble, remedy = excluded.remedy
        """

    /// Notes since when a comparison is wanted, `?2`. An event of a page that nobody has wants nothing.
    static func noteWanted(_ dialect: any Dialect) -> String {
        """
        INSERT INTO catch_up_page (page_id, wanted_at) SELECT meta_page_id, ?2 FROM meta_page WHERE meta_page_id = ?1
        ON CONFLICT (page_id) DO UPDATE
        SET wanted_at = \(dialect.greatest("coalesce(catch_up_page.wanted_at, 0)", "excluded.wanted_at"))
        """
    }

    // MARK: Forms

    /// Notes the name `?3` and the number of leads `?4` of the form `?2`, as of `?5`. Meta keeps no leads made before `?6`.
    static func noteForm(_ dialect: any Dialect) -> String {
        """
        INSERT INTO catch_up_form (page_id, form_id, name, held, counted_at, expired)
        SELECT meta_page_id, ?2, ?3, ?4, ?5,
            (SELECT count(*) FROM lead\(dialect.indexed(by: "lead_of_form")) WHERE page_id = ?1 AND form_id = ?2 AND created_time < ?6)
        FROM meta_page WHERE meta_page_id = ?1
        ON CONFLICT (page_id, form_id) DO UPDATE
        SET name = coalesce(excluded.name, catch_up_form.name), held = coalesce(excluded.held, catch_up_form.held),
            counted_at = excluded.counted_at, expired = excluded.expired
        """
    }

    static let mark = "SELECT mark FROM catch_up_form WHERE page_id = ? AND form_id = ?"

    /// A mark never goes back.
    static func setMark(_ dialect: any Dialect) -> String {
        "UPDATE catch_up_form SET mark = \(dialect.greatest("coalesce(mark, 0)", "?")) WHERE page_id = ? AND form_id = ?"
    }

    // MARK: Leads

    /// Whether the lead `?1` of the page `?2` is here, or on its way.
    static let isKnown = """
        SELECT EXISTS (SELECT 1 FROM lead WHERE leadgen_id = ?1 AND NOT \(ImportSQL.isTakenBack))
            OR EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = ?2)
        """

    /// Of a new lead: notes when no webhook has announced it.
    static let noteFound = """
        UPDATE lead SET source = 'catch_up' WHERE leadgen_id = ?1
            AND EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = lead.page_id)
            AND NOT EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = lead.page_id AND source = 'webhook')
        """

    /// Of the lead of an event: notes when a webhook brought that event.
    static let noteAnnounced = """
        UPDATE lead SET source = 'webhook' WHERE source = 'catch_up'
            AND (leadgen_id, page_id) IN (SELECT leadgen_id, page_id FROM webhook_event WHERE id = ? AND source = 'webhook')
        """
}
