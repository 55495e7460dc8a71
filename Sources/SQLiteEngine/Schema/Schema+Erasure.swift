extension Schema {
    static let erasures = """
        -- Who took a person out, and when: all that stays of them.
        CREATE TABLE erasure (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            author TEXT NOT NULL,
            customer_id INTEGER NOT NULL
        ) STRICT;

        -- Salted hashes of their leads' ids, so that the same lead is known when it comes again. The salt is here and not under
        -- the key: with a lost key erased people would come back. Page and form, which tell of nobody, are for counting: Meta has
        -- the lead, and here it is missing with reason.
        CREATE TABLE erased_lead (
            hash BLOB PRIMARY KEY,
            page_id TEXT NOT NULL,
            form_id TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE erasure_salt (salt BLOB NOT NULL) STRICT;
        INSERT INTO erasure_salt VALUES (randomblob(32));

        """
}
