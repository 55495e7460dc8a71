/// Customers that came from a file, and the step that brought them.
enum ImportSQL {
    /// The step's line, for the timeline and for undo.
    static let describe = "UPDATE activity SET sentence = ?1, text = ?1 WHERE id = ?2"

    /// Writes the step as it is: a transaction behind those that may not be on the disk yet.
    static let touch = "UPDATE activity SET text = text WHERE id = ?"

    // MARK: Leads

    /// Of a `lead`: it came with an import that was taken back. It is as if it had never come: it may come again, from a file and from
    /// Meta.
    static let isTakenBack = """
        EXISTS (
            SELECT 1 FROM customer JOIN activity ON activity.id = customer.import_step
            WHERE customer.id = lead.customer_id AND customer.deleted_at IS NOT NULL AND customer.merged_into IS NULL
                AND activity.undo_state IN ('undone', 'dropped')
        )
        """

    static let forgetTakenBack = "DELETE FROM lead WHERE leadgen_id = ? AND \(isTakenBack)"
    static func isLeadHere(_ dialect: any Dialect) -> String {
        """
        SELECT 1 FROM lead WHERE leadgen_id = ?1 AND NOT \(isTakenBack)
        UNION ALL SELECT 1 WHERE \(dialect.isOthersLead("?1"))
        """
    }

    /// The page of the form `?1`, or else the only page of the user `?2`.
    static let pageOfForm = """
        SELECT coalesce(
            (SELECT page_id FROM form WHERE form_id = ?1),
            (SELECT page_id FROM lead_count WHERE form_id = ?1 AND page_id <> '' AND n > 0 ORDER BY page_id LIMIT 1),
            (SELECT min(meta_page_id) FROM meta_page WHERE user_id = ?2 HAVING count(*) = 1))
        """

    // MARK: Customers that are here already

    /// A few rows of the spreadsheet `?2` with the telephone number `?1`, the first of them first.
    static func byPhone(_ dialect: any Dialect) -> String { by("phone_e164", dialect) }
    /// The same with an e-mail address.
    static func byEmail(_ dialect: any Dialect) -> String { by("email_key", dialect) }

    /// Without the hint SQLite takes the spreadsheet's rows in their order, looks at each, and an import of n lines looks at n² rows.
    private static func by(_ key: String, _ dialect: any Dialect) -> String {
        """
        SELECT \(CustomerSQL.columns) FROM customer\(dialect.indexed(by: "customer_with_\(key)"))
        WHERE \(key) = ?1 AND spreadsheet_id = ?2 AND deleted_at IS NULL AND coalesce(is_test, 0) = 0 ORDER BY id LIMIT 20
        """
    }

    // MARK: Undo

    static let count = "SELECT count(*) FROM customer WHERE import_step = ?"

    /// The last row of the next few thousand of a step, behind a row, and how many there are.
    static let portionEnd = """
        SELECT max(id), count(*) FROM (SELECT id FROM customer WHERE import_step = ? AND id > ? ORDER BY id LIMIT 4000) AS portion
        """

    /// Rows of the step `?1` behind the row `?2`, up to the row `?3`.
    private static let portion = "import_step = ?1 AND id > ?2 AND id <= ?3"

    // Nothing of these rows was read before, so neither of the two checks a version: what decides stands in the statement. The version is
    // counted up, so that no change of a row that was read before is written over this one.

    /// Brings rows back, but for those whose lead has come again as another row.
    static let bringBack = """
        UPDATE customer SET deleted_at = NULL, version = version + 1
        WHERE \(portion) AND deleted_at IS NOT NULL AND merged_into IS NULL
            AND (leadgen_id IS NULL OR EXISTS (SELECT 1 FROM lead WHERE lead.customer_id = customer.id))
        """

    /// Deletes rows, but for those that others were merged into.
    static let takeBack = """
        UPDATE customer SET deleted_at = ?4, version = version + 1
        WHERE \(portion) AND deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM customer AS part WHERE part.merged_into = customer.id)
        """

    static let kept = "SELECT count(*) FROM customer WHERE \(portion) AND deleted_at IS NULL"

    /// The version of a row that is to be brought back.
    static let deletedVersion = "SELECT version FROM customer WHERE id = ? AND deleted_at IS NOT NULL AND merged_into IS NULL"
}
