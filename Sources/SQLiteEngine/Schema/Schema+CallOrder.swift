import GRDB

extension Schema {
    /// The order of the next call: who has none and should, then by date, and last those whose work has ended. Which statuses end it is
    /// configured, so they stand in a table, and each customer says whether theirs is one of them.
    static func addCallOrder(_ db: Database) throws {
        try db.execute(sql: callOrder)
        for index in callIndexes { try db.execute(sql: index.sql) }
    }

    static let callIndexes = ["call_up", "call_down"].map(orderIndex)

    private static let callOrder = """
        CREATE TABLE ended_status (status TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        ALTER TABLE customer ADD COLUMN is_ended INTEGER NOT NULL DEFAULT 0 CHECK (is_ended IN (0, 1));
        CREATE TRIGGER customer_ended_anew AFTER UPDATE OF status ON customer
            WHEN NEW.is_ended <> EXISTS (SELECT 1 FROM ended_status WHERE status = NEW.status) BEGIN
            UPDATE customer SET is_ended = 1 - is_ended WHERE id = NEW.id;
        END;
        -- Each direction has its own key, for the groups come in the same order in both.
        ALTER TABLE customer ADD COLUMN call_up TEXT
            AS (iif(is_ended, '~', ifnull(next_call_date || ifnull(' ' || next_call_time, ''), ''))) VIRTUAL;
        ALTER TABLE customer ADD COLUMN call_down TEXT
            AS (iif(is_ended, '', ifnull(next_call_date || ifnull(' ' || next_call_time, ''), '~'))) VIRTUAL;
        DROP INDEX customer_by_next_call_up;
        DROP INDEX customer_by_next_call_down;

        """
}
