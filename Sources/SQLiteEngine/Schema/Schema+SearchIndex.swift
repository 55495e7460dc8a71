extension Schema {
    /// The trigrams of what is searched, so that a word which few rows or none have need not be looked for in all of them.
    ///
    /// FTS5 keeps neither the texts nor where in them a trigram stands: what it finds is looked at again. Rows up to the id in `counter` are
    /// in it, deleted ones too; ``SearchIndexing`` brings in the others where somebody searches, so that neither a lead nor an import waits
    /// for it.
    static let searchIndex = """
        CREATE VIRTUAL TABLE customer_search USING fts5(
            search_text, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1');
        INSERT INTO counter VALUES ('search_indexed', 0);
        CREATE TRIGGER customer_search_changed AFTER UPDATE OF search_text ON customer
            WHEN OLD.search_text <> NEW.search_text AND OLD.id <= (SELECT n FROM counter WHERE name = 'search_indexed') BEGIN
            INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
            INSERT INTO customer_search (rowid, search_text) VALUES (NEW.id, NEW.search_text);
        END;
        CREATE TRIGGER customer_search_removed AFTER DELETE ON customer
            WHEN OLD.id <= (SELECT n FROM counter WHERE name = 'search_indexed') BEGIN
            INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
        END;

        """
}
