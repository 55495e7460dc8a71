extension Schema {
    static let outbox = """
        -- What happened to leads, for programs that are to be told. Ids are never given again, since readers go on behind the last one
        -- that they have seen.
        CREATE TABLE lead_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            -- The row that the lead came as, which may have been merged into another since.
            customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
            -- The journal's event that brought it.
            event_id INTEGER REFERENCES webhook_event(id),
            -- The run of the hook: none (there was no hook), pending, done or failed.
            hook TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            next_attempt_at INTEGER,
            error TEXT,
            CHECK ((hook = 'pending') = (next_attempt_at IS NOT NULL))
        ) STRICT;
        CREATE INDEX lead_event_customer ON lead_event(customer_id);
        CREATE INDEX lead_event_due ON lead_event(next_attempt_at) WHERE hook = 'pending';
        CREATE INDEX lead_event_trouble ON lead_event(event_id) WHERE error IS NOT NULL;

        """
}
