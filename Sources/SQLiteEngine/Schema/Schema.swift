import CRM
import GRDB

/// The tables, version by version. A migration that was released is never changed; a new version adds one, and destroys nothing.
enum Schema {
    /// Is told how many customers of how many are done, by a migration that takes its time.
    typealias MigrationReport = @Sendable (_ done: Int, _ all: Int) -> Void

    static var migrator: DatabaseMigrator { migrator({ _, _ in }, .standard) }

    /// The migrations that write rows anew which people or Meta have written.
    static let rewriting: Set = ["v4 phones", "v12 consent", "v13 search and order", "v17 event reasons"]

    /// - Parameter working: measures how long the leads that are here waited.
    static func migrator(_ report: @escaping MigrationReport, _ working: WorkingClock) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: people + customers + journal + activities)
            for index in firstCustomerIndexes { try db.execute(sql: index.sql) }
            // application_id takes no argument in SQL.
            try db.execute(sql: "PRAGMA application_id = \(DatabaseOpening.applicationID)")
        }
        migrator.registerMigration("v2 ledger") { db in try db.execute(sql: ledger) }
        migrator.registerMigration("v3 erasure") { db in try db.execute(sql: erasures) }
        migrator.registerMigration("v4 phones", foreignKeyChecks: .immediate) { db in try addPhones(db) }
        migrator.registerMigration("v5 people", foreignKeyChecks: .immediate) { db in try db.execute(sql: mergedRows) }
        migrator.registerMigration("v6 forms") { db in try db.execute(sql: forms) }
        migrator.registerMigration("v7 blocked events", foreignKeyChecks: .immediate) { db in try db.execute(sql: blockedEvents) }
        migrator.registerMigration("v8 crowds", foreignKeyChecks: .immediate) { db in try remakeContactIndexes(db) }
        migrator.registerMigration("v9 retry plans", foreignKeyChecks: .immediate) { db in try db.execute(sql: retryPlans) }
        migrator.registerMigration("v10 expired leads", foreignKeyChecks: .immediate) { db in try db.execute(sql: expiredLeads) }
        migrator.registerMigration("v11 preferences", foreignKeyChecks: .immediate) { db in try db.execute(sql: preferences) }
        migrator.registerMigration("v12 consent", foreignKeyChecks: .immediate) { db in try db.execute(sql: consents) }
        migrator.registerMigration("v13 search and order", foreignKeyChecks: .immediate) { db in try refold(db, report) }
        migrator.registerMigration("v14 imports", foreignKeyChecks: .immediate) { db in try db.execute(sql: imports) }
        migrator.registerMigration("v15 whole undo", foreignKeyChecks: .immediate) { db in try db.execute(sql: stepsUnderWay) }
        migrator.registerMigration("v16 intake term", foreignKeyChecks: .immediate) { db in try db.execute(sql: intakeTerm) }
        migrator.registerMigration("v17 event reasons", foreignKeyChecks: .immediate) { db in try db.execute(sql: eventReasons) }
        migrator.registerMigration("v18 call order", foreignKeyChecks: .immediate) { db in try addCallOrder(db) }
        migrator.registerMigration("v19 outbox", foreignKeyChecks: .immediate) { db in try db.execute(sql: outbox) }
        migrator.registerMigration("v20 search index", foreignKeyChecks: .immediate) { db in try db.execute(sql: searchIndex) }
        migrator.registerMigration("v21 orders on demand", foreignKeyChecks: .immediate) { db in
            for column in ["phone_number", "email", "remark"] { try db.execute(sql: "DROP INDEX customer_by_\(column)") }
        }
        migrator.registerMigration("v22 calls", foreignKeyChecks: .immediate) { db in try addCalls(db) }
        migrator.registerMigration("v23 more orders on demand", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "DROP INDEX customer_by_call_down")
        }
        migrator.registerMigration("v24 calls of a user", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "CREATE INDEX activity_called ON activity(user_id, at) WHERE kind = 'called'")
        }
        migrator.registerMigration("v25 reach", foreignKeyChecks: .immediate) { db in try db.execute(sql: reach) }
        migrator.registerMigration("v26 views", foreignKeyChecks: .immediate) { db in try addViews(db, report) }
        migrator.registerMigration("v27 call list", foreignKeyChecks: .immediate) { db in try db.execute(sql: callList) }
        migrator.registerMigration("v28 activities of all", foreignKeyChecks: .immediate) { db in try db.execute(sql: recentActivities) }
        migrator.registerMigration("v29 arrivals", foreignKeyChecks: .immediate) { db in try db.execute(sql: arrivals) }
        migrator.registerMigration("v30 sort keys", foreignKeyChecks: .immediate) { db in try addSortKeys(db, report) }
        migrator.registerMigration("v31 waits", foreignKeyChecks: .immediate) { db in try addWaits(db, working, report) }
        // v32 is a version of the server's tables alone.
        migrator.registerMigration("v33 sharing", foreignKeyChecks: .immediate) { db in try db.execute(sql: sharing) }
        // v34 is a version of the server's tables alone.
        migrator.registerMigration("v35 offers", foreignKeyChecks: .immediate) { db in try db.execute(sql: offers) }
        // v36 is a version of the server's tables alone.
        migrator.registerMigration("v37 bounded orders", foreignKeyChecks: .immediate) { db in try db.execute(sql: boundedOrders) }
        migrator.registerMigration("v38 calls of all", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "CREATE INDEX activity_called_at ON activity(at) WHERE kind = 'called'")
        }
        return migrator
    }

    /// The number in a migration's name; nil where there is none.
    static func number(of migration: String) -> Int? { Int(migration.dropFirst().prefix { $0.isNumber }) }

    /// The events of a spreadsheet are read by time; its removal finds them by the same index.
    private static let recentActivities = """
        DROP INDEX activity_spreadsheet;
        CREATE INDEX activity_recent ON activity(spreadsheet_id, at, id) WHERE spreadsheet_id IS NOT NULL;

        """

    struct Index {
        let name: String
        let sql: String
    }

    /// Those of the first version.
    private static let firstCustomerIndexes = [
        "arrived_at", "customer_name", "company_name", "phone_number", "email", "remark", "status", "next_call_up", "next_call_down",
    ].map(orderIndex)

    /// An index by which a spreadsheet is sorted. Rows with the same value come in the order of their ids, so that a place in the order is one
    /// row.
    static func orderIndex(by column: String) -> Index {
        Index(
            name: "customer_by_\(column)",
            sql: "CREATE INDEX customer_by_\(column) ON customer(spreadsheet_id, \(column), place) WHERE deleted_at IS NULL;")
    }

    private static let people = """
        CREATE TABLE user (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
            created_at INTEGER NOT NULL
        ) STRICT;

        -- The secrets are sealed: no plain token is ever in this file.
        CREATE TABLE meta_page (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            meta_page_id TEXT NOT NULL UNIQUE
                CHECK (length(meta_page_id) BETWEEN 1 AND 64 AND meta_page_id NOT GLOB '*[^A-Za-z0-9_-]*'),
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            meta_page_access_token BLOB,
            meta_app_secret BLOB,
            meta_verify_token BLOB,
            name TEXT,
            state TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'blocked')),
            blocked_reason TEXT,
            blocked_remedy TEXT,
            verified_at INTEGER,
            last_event_at INTEGER,
            last_lead_at INTEGER,
            last_lead_name TEXT,
            last_lead_form TEXT,
            token_health TEXT,
            CHECK (state = 'ok' OR blocked_reason IS NOT NULL)
        ) STRICT;
        CREATE INDEX meta_page_user ON meta_page(user_id);

        CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counter VALUES ('pages', 0);
        CREATE TRIGGER meta_page_added AFTER INSERT ON meta_page
            BEGIN UPDATE counter SET n = n + 1 WHERE name = 'pages'; END;
        CREATE TRIGGER meta_page_removed AFTER DELETE ON meta_page
            BEGIN UPDATE counter SET n = n + 1 WHERE name = 'pages'; END;
        CREATE TRIGGER meta_page_changed
            AFTER UPDATE OF user_id, meta_page_access_token, meta_app_secret, meta_verify_token ON meta_page
            BEGIN UPDATE counter SET n = n + 1 WHERE name = 'pages'; END;

        CREATE TABLE form (
            form_id TEXT PRIMARY KEY,
            page_id TEXT NOT NULL,
            name TEXT NOT NULL,
            raw TEXT NOT NULL,
            fetched_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE spreadsheet (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            description TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX spreadsheet_name ON spreadsheet(user_id, name) WHERE deleted_at IS NULL;
        CREATE INDEX spreadsheet_user ON spreadsheet(user_id);

        """

    private static let customers = """
        CREATE TABLE customer (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            spreadsheet_id INTEGER NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            customer_name TEXT NOT NULL COLLATE NOCASE,
            company_name TEXT NOT NULL COLLATE NOCASE,
            phone_number TEXT NOT NULL COLLATE NOCASE,
            email TEXT NOT NULL COLLATE NOCASE,
            remark TEXT NOT NULL COLLATE NOCASE,
            status TEXT NOT NULL CHECK (status <> ''),
            next_call_date TEXT CHECK (next_call_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            next_call_time TEXT CHECK (next_call_time GLOB '[0-9][0-9]:[0-9][0-9]'),
            -- Rows without a next call come last in both directions: each direction has its own key.
            next_call_up TEXT AS (ifnull(next_call_date || ifnull(' ' || next_call_time, ''), '~')) VIRTUAL,
            next_call_down TEXT AS (ifnull(next_call_date || ifnull(' ' || next_call_time, ''), '')) VIRTUAL,
            -- The id once more: SQLite seeks a row value like (status, place) > (?, ?) in an index, but not one with the id itself.
            place INTEGER AS (id) VIRTUAL,
            search_text TEXT NOT NULL,
            arrived_at INTEGER NOT NULL,
            leadgen_id TEXT,
            form_name TEXT,
            is_test INTEGER CHECK (is_test IN (0, 1)),
            lead_created_at INTEGER,
            created_at INTEGER NOT NULL,
            first_touched_at INTEGER,
            deleted_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            CHECK (next_call_time IS NULL OR next_call_date IS NOT NULL),
            CHECK (leadgen_id IS NULL OR (is_test IS NOT NULL AND lead_created_at IS NOT NULL))
        ) STRICT;
        -- For the removal of a user, deleted rows included.
        CREATE INDEX customer_spreadsheet ON customer(spreadsheet_id);

        CREATE TABLE customer_count (
            spreadsheet_id INTEGER NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            status TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n >= 0),
            PRIMARY KEY (spreadsheet_id, status)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER customer_counted AFTER INSERT ON customer WHEN NEW.deleted_at IS NULL BEGIN
            INSERT INTO customer_count VALUES (NEW.spreadsheet_id, NEW.status, 1)
                ON CONFLICT DO UPDATE SET n = n + 1;
        END;
        CREATE TRIGGER customer_uncounted AFTER DELETE ON customer WHEN OLD.deleted_at IS NULL BEGIN
            UPDATE customer_count SET n = n - 1 WHERE spreadsheet_id = OLD.spreadsheet_id AND status = OLD.status;
        END;
        CREATE TRIGGER customer_recounted_old AFTER UPDATE OF spreadsheet_id, status, deleted_at ON customer
            WHEN OLD.deleted_at IS NULL BEGIN
            UPDATE customer_count SET n = n - 1 WHERE spreadsheet_id = OLD.spreadsheet_id AND status = OLD.status;
        END;
        CREATE TRIGGER customer_recounted_new AFTER UPDATE OF spreadsheet_id, status, deleted_at ON customer
            WHEN NEW.deleted_at IS NULL BEGIN
            INSERT INTO customer_count VALUES (NEW.spreadsheet_id, NEW.status, 1)
                ON CONFLICT DO UPDATE SET n = n + 1;
        END;

        CREATE TABLE lead (
            customer_id INTEGER PRIMARY KEY REFERENCES customer(id) ON DELETE CASCADE,
            leadgen_id TEXT NOT NULL UNIQUE,
            page_id TEXT NOT NULL,
            form_id TEXT,
            form_name TEXT,
            ad_id TEXT,
            ad_name TEXT,
            campaign_id TEXT,
            campaign_name TEXT,
            platform TEXT,
            is_organic INTEGER CHECK (is_organic IN (0, 1)),
            is_test INTEGER NOT NULL CHECK (is_test IN (0, 1)),
            created_time INTEGER NOT NULL,
            answers TEXT NOT NULL,
            raw TEXT NOT NULL
        ) STRICT;

        """
}
