/// Spreadsheets that are shared with colleagues, and customers that one of them has taken.
extension Schema {
    static let shares = """
        CREATE TABLE spreadsheet_share (
            spreadsheet_id bigint NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            user_id bigint NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
            may_write bigint NOT NULL CHECK (may_write IN (0, 1)),
            PRIMARY KEY (spreadsheet_id, user_id)
        );
        CREATE INDEX spreadsheet_share_user ON spreadsheet_share(user_id);
        """

    /// Columns of `customer`.
    static let claims = [#"claimed_by bigint REFERENCES "user"(id) ON DELETE SET NULL"#, "claimed_at bigint"]

    /// Along which the call list is read, with the one who has taken a customer.
    static let callIndexes = """
        CREATE INDEX customer_claimed ON customer(claimed_by) WHERE claimed_by IS NOT NULL;
        CREATE INDEX customer_to_call ON customer(spreadsheet_id, call_class, call_up, place, claimed_by)
            WHERE deleted_at IS NULL AND call_class IS NOT NULL;
        CREATE INDEX customer_untouched ON customer(spreadsheet_id, arrived_at, place, call_up, claimed_by)
            WHERE deleted_at IS NULL AND call_class = 2;
        """

    /// Brings them to tables that have neither. The policies are made anew, as they are now.
    static let sharing = """
        \(shares)
        \(claims.map { "ALTER TABLE customer ADD COLUMN \($0);" }.joined(separator: "\n"))
        DROP INDEX customer_to_call;
        DROP INDEX customer_untouched;
        \(callIndexes)
        \(guards)
        """
}
