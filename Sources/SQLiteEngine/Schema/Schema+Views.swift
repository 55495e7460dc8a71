import CRM
import Foundation
import GRDB

extension Schema {
    /// Notes, answers, forms and campaigns are searched too, and each user keeps queries under names.
    ///
    /// `report` is told how many of how many customers with such texts are done.
    static func addViews(_ db: Database, _ report: MigrationReport) throws {
        try db.execute(sql: besideColumns + besideTriggers + savedViews)
        try fillBeside(db, report)
        for user in try Int64.fetchAll(db, sql: "SELECT id FROM user ORDER BY id") {
            for (index, view) in SavedView.builtIn.enumerated() {
                try db.execute(
                    sql: "INSERT INTO saved_view (user_id, position, name, query) VALUES (?, ?, ?, ?)",
                    arguments: [user, index, view.name, view.query])
            }
        }
    }

    /// Each row's own text first, then that of the rows that others were merged into.
    private static func fillBeside(_ db: Database, _ report: MigrationReport) throws {
        let own = try Int64.fetchAll(
            db, sql: "SELECT customer_id FROM lead UNION SELECT customer_id FROM activity WHERE kind = 'noted' AND customer_id IS NOT NULL")
        let lead = try db.makeStatement(
            sql: "SELECT form_name, campaign_name, ad_name, answers FROM lead WHERE customer_id = ?")
        let notes = try db.makeStatement(
            sql: """
                SELECT text FROM activity WHERE customer_id = ? AND kind = 'noted' AND (undo_state IS NULL OR undo_state = 'done')
                ORDER BY at DESC, id DESC
                """)
        let writer = try db.makeStatement(sql: "UPDATE customer SET more_text = ? WHERE id = ?")
        for (done, id) in own.enumerated() {
            if done % 20_000 == 0, done > 0 { report(done, own.count) }
            let leads = try Row.fetchAll(lead, arguments: [id]).map { row in
                Lead(
                    leadgenID: "", pageID: "", formName: row[0], adName: row[2], campaignName: row[1], createdTime: .distantPast,
                    answers: (try? JSONDecoder().decode([Answer].self, from: Data((row[3] as String).utf8))) ?? [])
            }
            let text = SearchText.beside(leads: leads, notes: try String.fetchAll(notes, arguments: [id]), parts: [])
            if !text.isEmpty { try writer.execute(arguments: [text, id]) }
        }
        let parts = try Row.fetchAll(
            db,
            sql: """
                SELECT merged_into, more_text FROM customer WHERE merged_into IS NOT NULL AND more_text <> '' ORDER BY merged_into, id
                """)
        let reader = try db.makeStatement(sql: "SELECT more_text FROM customer WHERE id = ?")
        for row in parts {
            let text = try String.fetchOne(reader, arguments: [row[0] as Int64]) ?? ""
            let whole = SearchText.beside(leads: [], notes: [], parts: [text, row[1]])
            try writer.execute(arguments: [whole, row[0] as Int64])
        }
    }

    /// The index is made anew in the background, once somebody searches: the text of nearly every row has changed.
    private static let besideColumns = """
        ALTER TABLE customer ADD COLUMN more_text TEXT NOT NULL DEFAULT '';
        -- What is searched: the columns, then what stands beside them.
        ALTER TABLE customer ADD COLUMN found_text TEXT
            AS (search_text || iif(more_text = '', '', char(10) || more_text)) VIRTUAL;
        DROP TRIGGER customer_search_changed;
        DROP TRIGGER customer_search_removed;
        INSERT INTO customer_search (customer_search) VALUES ('delete-all');
        UPDATE counter SET n = 0 WHERE name = 'search_indexed';

        """

    private static let besideTriggers = """
        CREATE TRIGGER customer_search_changed AFTER UPDATE OF search_text, more_text ON customer
            WHEN OLD.found_text <> NEW.found_text AND OLD.id <= (SELECT n FROM counter WHERE name = 'search_indexed') BEGIN
            INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.found_text);
            INSERT INTO customer_search (rowid, search_text) VALUES (NEW.id, NEW.found_text);
        END;
        CREATE TRIGGER customer_search_removed AFTER DELETE ON customer
            WHEN OLD.id <= (SELECT n FROM counter WHERE name = 'search_indexed') BEGIN
            INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.found_text);
        END;

        """

    private static let savedViews = """
        CREATE TABLE saved_view (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            query TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 4000)
        ) STRICT;
        CREATE INDEX saved_view_user ON saved_view(user_id, position);

        """
}
