extension Schema {
    /// The call list: whom of a spreadsheet to call, without a look at all those who are not to be called, or whose call is far away.
    ///
    /// `call_class` is NULL for whom nobody is to call; 2 for a lead with whom nobody has dealt, 1 for a call that the cadence has planned, 0
    /// for any other. It is `CallReason` in SQL, as far as that does not depend on the clock.
    static let callList = """
        ALTER TABLE customer ADD COLUMN call_class INTEGER AS (CASE
            WHEN is_ended = 1 OR do_not_call_at IS NOT NULL THEN NULL
            WHEN leadgen_id IS NOT NULL AND first_touched_at IS NULL AND attempts = 0 AND status = 'new' THEN 2
            WHEN last_outcome IN ('no_answer', 'voicemail') THEN 1
            ELSE 0 END) VIRTUAL;
        CREATE INDEX customer_to_call ON customer(spreadsheet_id, call_class, call_up, place)
            WHERE deleted_at IS NULL AND call_class IS NOT NULL;
        CREATE INDEX customer_untouched ON customer(spreadsheet_id, arrived_at, place, call_up)
            WHERE deleted_at IS NULL AND call_class = 2;

        """
}
