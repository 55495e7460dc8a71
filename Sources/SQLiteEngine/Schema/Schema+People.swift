extension Schema {
    static let mergedRows = """
        -- The row of the same person that this one was merged into. It stays whole, so that it can be split off as it was; to every list
        -- it is a deleted row.
        ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer(id) ON DELETE CASCADE
            CHECK (merged_into IS NULL OR deleted_at IS NOT NULL);
        CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX customer_merged_phone_e164 ON customer(phone_e164) WHERE phone_e164 IS NOT NULL AND merged_into IS NOT NULL;
        CREATE INDEX customer_merged_email_key ON customer(email_key) WHERE email_key IS NOT NULL AND merged_into IS NOT NULL;
        CREATE INDEX customer_joined ON customer(spreadsheet_id) WHERE merged_into IS NOT NULL;

        """
}
