extension Schema {
    /// Spreadsheets that are shared with colleagues, and customers that one of them has taken. The call list leaves out, along its indexes, whom
    /// a colleague has taken.
    static let sharing = """
        CREATE TABLE spreadsheet_share (
            spreadsheet_id INTEGER NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            may_write INTEGER NOT NULL CHECK (may_write IN (0, 1)),
            PRIMARY KEY (spreadsheet_id, user_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX spreadsheet_share_user ON spreadsheet_share(user_id);

        ALTER TABLE customer ADD COLUMN claimed_by INTEGER REFERENCES user(id) ON DELETE SET NULL;
        ALTER TABLE customer ADD COLUMN claimed_at INTEGER;
        CREATE INDEX customer_claimed ON customer(claimed_by) WHERE claimed_by IS NOT NULL;
        DROP INDEX customer_to_call;
        CREATE INDEX customer_to_call ON customer(spreadsheet_id, call_class, call_up, place, claimed_by)
            WHERE deleted_at IS NULL AND call_class IS NOT NULL;
        DROP INDEX customer_untouched;
        CREATE INDEX customer_untouched ON customer(spreadsheet_id, arrived_at, place, call_up, claimed_by)
            WHERE deleted_at IS NULL AND call_class = 2;

        """
}
