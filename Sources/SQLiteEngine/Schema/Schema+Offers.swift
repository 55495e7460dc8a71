extension Schema {
    /// To whom of several users leads were offered, one row for each time: the numbers say whose turn it is.
    static let offers = """
        CREATE TABLE lead_offer (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
            spreadsheet_id INTEGER NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            offered_at INTEGER NOT NULL,
            -- It has not been looked at again.
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
        ) STRICT;
        CREATE INDEX lead_offer_turn ON lead_offer(spreadsheet_id, user_id, id);
        CREATE INDEX lead_offer_customer ON lead_offer(customer_id);
        CREATE INDEX lead_offer_user ON lead_offer(user_id);
        CREATE INDEX lead_offer_open ON lead_offer(offered_at) WHERE is_open = 1;

        """
}
