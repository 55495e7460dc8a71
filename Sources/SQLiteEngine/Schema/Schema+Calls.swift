import GRDB

extension Schema {
    /// Calls and messages: what was done to reach a customer, and the templates of messages.
    static func addCalls(_ db: Database) throws {
        try freeActivityKinds(db)
        try db.execute(sql: calls)
    }

    /// Takes away the list of the activities' kinds, which the program knows and which grows. Only the table's text changes, no row does:
    /// https://sqlite.org/lang_altertable.html allows that for a CHECK, in this way.
    private static func freeActivityKinds(_ db: Database) throws {
        let check = " CHECK (kind IN ('lead', 'created', 'edited', 'noted', 'deleted', 'restored'))"
        let version = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(
            sql: "UPDATE sqlite_master SET sql = replace(sql, ?, '') WHERE type = 'table' AND name = 'activity'", arguments: [check])
        try db.execute(sql: "PRAGMA schema_version = \(version + 1); PRAGMA writable_schema = RESET")
    }

    /// The subject of an e-mail, and who is calling whom now.
    static let reach = """
        ALTER TABLE template ADD COLUMN subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 200);
        CREATE TABLE call_under_way (
            session TEXT PRIMARY KEY,
            customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
            author TEXT NOT NULL,
            began_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX call_under_way_customer ON call_under_way(customer_id);

        """

    private static let calls = """
        ALTER TABLE customer ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE customer ADD COLUMN last_contact_at INTEGER;
        ALTER TABLE customer ADD COLUMN last_outcome TEXT;
        ALTER TABLE customer ADD COLUMN do_not_call_at INTEGER;
        ALTER TABLE customer ADD COLUMN do_not_call_by TEXT;
        ALTER TABLE customer ADD COLUMN wrong_number TEXT;
        ALTER TABLE customer ADD COLUMN lost_reason TEXT;
        -- Of a call: how it ended, and its number among the customer's calls. Of a message: how it went, and the template's name.
        ALTER TABLE activity ADD COLUMN outcome TEXT;
        ALTER TABLE activity ADD COLUMN attempt INTEGER;
        ALTER TABLE activity ADD COLUMN channel TEXT;
        ALTER TABLE activity ADD COLUMN template TEXT;
        CREATE TABLE template (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000)
        ) STRICT;
        CREATE INDEX template_user ON template(user_id, position);

        """
}
