extension Schema {
    static let imports = """
        -- The step that brought the customer in from a file.
        ALTER TABLE customer ADD COLUMN import_step INTEGER REFERENCES activity(id) ON DELETE SET NULL;
        CREATE INDEX customer_imported ON customer(import_step) WHERE import_step IS NOT NULL;

        """
}
