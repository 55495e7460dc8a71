/// Lead forms, and which answer fills which field.
enum FormSQL {
    /// A form as Meta told it.
    static let one = "SELECT form_id, page_id, name, raw, fetched_at FROM form WHERE form_id = ?"

    static let put = """
        INSERT INTO form (form_id, page_id, name, raw, fetched_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (form_id) DO UPDATE
        SET page_id = excluded.page_id, name = excluded.name, raw = excluded.raw, fetched_at = excluded.fetched_at
        """

    /// The country of the user who has a page.
    static let country = #"SELECT country FROM meta_page JOIN "user" ON "user".id = user_id WHERE meta_page_id = ?"#

    // MARK: Mappings

    /// All mappings that a form has had, the newest first.
    static let mappings = "SELECT targets FROM form_mapping WHERE form_id = ? ORDER BY id DESC"
    static let currentMapping = "SELECT targets, at FROM form_mapping WHERE form_id = ? ORDER BY id DESC LIMIT 1"
    static let addMapping = "INSERT INTO form_mapping (form_id, targets, at) VALUES (?, ?, ?)"

    // MARK: Entries

    /// All forms that are known, though Meta may not have told of them yet. A form belongs to one page; where two name it, to the one that
    /// Meta told it of.
    private static let select = """
        WITH told AS (
            SELECT form_id, page_id FROM form
            UNION ALL SELECT form_id, page_id FROM catch_up_form
            UNION ALL SELECT form_id, page_id FROM lead_count WHERE n > 0 AND form_id <> ''
        ), part AS (
            SELECT form_id, coalesce((SELECT page_id FROM form WHERE form.form_id = told.form_id), max(page_id)) AS page_id
            FROM told GROUP BY form_id
        )
        SELECT part.form_id, part.page_id, meta_page.user_id,
            coalesce(nullif(form.name, ''),
                (SELECT nullif(name, '') FROM catch_up_form WHERE form_id = part.form_id AND page_id = part.page_id),
                (SELECT form_name FROM lead WHERE lead.form_id = part.form_id ORDER BY leadgen_id DESC LIMIT 1)) AS title,
            form.raw, (SELECT coalesce(\(CountSQL.sum), 0) FROM lead_count WHERE form_id = part.form_id),
            (SELECT country FROM "user" WHERE "user".id = meta_page.user_id)
        FROM part LEFT JOIN form ON form.form_id = part.form_id LEFT JOIN meta_page ON meta_page_id = part.page_id
        """

    static let entry = "\(select) WHERE part.form_id = ?"

    /// Those of the user `?1`, or of all users where it is NULL.
    static let entries = "\(select) WHERE user_id = ?1 OR ?1 IS NULL ORDER BY title NULLS LAST, part.form_id"
}
