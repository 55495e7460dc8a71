extension Schema {
    static let journal = """
        -- One POST, byte for byte.
        CREATE TABLE webhook_delivery (
            id INTEGER PRIMARY KEY,
            received_at INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE webhook_event (
            id INTEGER PRIMARY KEY,
            delivery_id INTEGER NOT NULL REFERENCES webhook_delivery(id),
            kind TEXT NOT NULL CHECK (kind IN ('lead', 'test', 'other')),
            received_at INTEGER NOT NULL,
            page_id TEXT NOT NULL,
            leadgen_id TEXT,
            form_id TEXT,
            ad_id TEXT,
            created_time INTEGER,
            signature_checked INTEGER NOT NULL CHECK (signature_checked IN (0, 1)),
            state TEXT NOT NULL
                CHECK (state IN ('received', 'fetching', 'saved', 'waiting', 'blocked', 'ignored', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt_at INTEGER,
            error TEXT,
            remedy TEXT,
            customer_id INTEGER REFERENCES customer(id) ON DELETE SET NULL,
            milliseconds INTEGER,
            CHECK (state <> 'waiting' OR next_attempt_at IS NOT NULL)
        ) STRICT;
        CREATE INDEX event_state ON webhook_event(state, id);
        CREATE INDEX event_received ON webhook_event(received_at, page_id);
        CREATE INDEX event_lead ON webhook_event(leadgen_id) WHERE leadgen_id IS NOT NULL;
        CREATE INDEX event_customer ON webhook_event(customer_id) WHERE customer_id IS NOT NULL;
        CREATE INDEX event_due ON webhook_event(next_attempt_at) WHERE state = 'waiting';
        CREATE INDEX event_work ON webhook_event(page_id, id, state, next_attempt_at)
            WHERE state IN ('received', 'fetching', 'waiting', 'blocked');

        CREATE TABLE event_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO event_count VALUES
            ('received', 0), ('fetching', 0), ('saved', 0), ('waiting', 0), ('blocked', 0), ('ignored', 0), ('failed', 0);
        CREATE TRIGGER event_counted AFTER INSERT ON webhook_event
            BEGIN UPDATE event_count SET n = n + 1 WHERE state = NEW.state; END;
        CREATE TRIGGER event_recounted AFTER UPDATE OF state ON webhook_event WHEN NEW.state <> OLD.state BEGIN
            UPDATE event_count SET n = n - 1 WHERE state = OLD.state;
            UPDATE event_count SET n = n + 1 WHERE state = NEW.state;
        END;

        """

    /// The blocked events have an index of their own, so that the list of work is not longer for them: anybody can post leads of pages that
    /// nobody here has.
    static let blockedEvents = """
        DROP INDEX event_work;
        CREATE INDEX event_work ON webhook_event(page_id, id, state, next_attempt_at)
            WHERE state IN ('received', 'fetching', 'waiting');
        CREATE INDEX event_blocked ON webhook_event(page_id, id) WHERE state = 'blocked';

        """

    static let retryPlans = """
        ALTER TABLE webhook_event ADD COLUMN plan TEXT CHECK (plan IN ('passing', 'missing'));
        ALTER TABLE webhook_event ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

        """

    static let activities = """
        -- Timeline, audit and undo in one. What came from Meta has no author; what cannot be undone has no action.
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER REFERENCES user(id) ON DELETE SET NULL,
            author TEXT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('lead', 'created', 'edited', 'noted', 'deleted', 'restored')),
            action TEXT,
            customer_id INTEGER REFERENCES customer(id) ON DELETE CASCADE,
            spreadsheet_id INTEGER REFERENCES spreadsheet(id) ON DELETE CASCADE,
            page_id TEXT,
            text TEXT NOT NULL,
            sentence TEXT NOT NULL,
            before TEXT,
            after TEXT,
            undo_state TEXT CHECK (undo_state IN ('done', 'undone', 'dropped')),
            CHECK ((action IS NULL) = (undo_state IS NULL))
        ) STRICT;
        CREATE INDEX activity_customer ON activity(customer_id, at, id) WHERE customer_id IS NOT NULL;
        CREATE INDEX activity_spreadsheet ON activity(spreadsheet_id) WHERE spreadsheet_id IS NOT NULL;
        CREATE INDEX activity_undo ON activity(user_id, undo_state, id) WHERE user_id IS NOT NULL;

        """
}
