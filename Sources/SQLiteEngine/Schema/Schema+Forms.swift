extension Schema {
    static let forms = """
        -- Every mapping that a form has had: the newest counts, and the older ones tell what they had put into a customer.
        CREATE TABLE form_mapping (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            form_id TEXT NOT NULL,
            -- Question keys with the columns they fill, as JSON.
            targets TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX form_mapping_form ON form_mapping(form_id, id);
        CREATE INDEX lead_form ON lead(form_id, leadgen_id) WHERE form_id IS NOT NULL;

        -- The step of which a line of the timeline is a part: it is undone with that step, and not by itself.
        ALTER TABLE activity ADD COLUMN part_of INTEGER REFERENCES activity(id) ON DELETE CASCADE;
        CREATE INDEX activity_part ON activity(part_of, id) WHERE part_of IS NOT NULL;

        """
}
