extension Schema {
    static let ledger = """
        ALTER TABLE webhook_event ADD COLUMN source TEXT NOT NULL DEFAULT 'webhook' CHECK (source IN ('webhook', 'catch_up'));
        -- 'catch_up' while no webhook has announced the lead.
        ALTER TABLE lead ADD COLUMN source TEXT NOT NULL DEFAULT 'webhook' CHECK (source IN ('webhook', 'catch_up'));

        CREATE TABLE catch_up_page (
            page_id TEXT PRIMARY KEY REFERENCES meta_page(meta_page_id) ON DELETE CASCADE,
            wanted_at INTEGER,
            ended_at INTEGER,
            trouble TEXT,
            remedy TEXT,
            CHECK ((trouble IS NULL) = (remedy IS NULL))
        ) STRICT;

        CREATE TABLE catch_up_form (
            page_id TEXT NOT NULL REFERENCES meta_page(meta_page_id) ON DELETE CASCADE,
            form_id TEXT NOT NULL,
            name TEXT,
            held INTEGER CHECK (held >= 0),
            counted_at INTEGER NOT NULL,
            -- The newest created_time seen when the whole list had been stored.
            mark INTEGER,
            PRIMARY KEY (page_id, form_id)
        ) STRICT;

        -- form_id is empty for leads without a form.
        CREATE TABLE lead_count (
            page_id TEXT NOT NULL,
            form_id TEXT NOT NULL,
            source TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n >= 0),
            PRIMARY KEY (page_id, form_id, source)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO lead_count SELECT page_id, ifnull(form_id, ''), source, count(*) FROM lead GROUP BY 1, 2, 3;
        CREATE TRIGGER lead_counted AFTER INSERT ON lead BEGIN
            INSERT INTO lead_count VALUES (NEW.page_id, ifnull(NEW.form_id, ''), NEW.source, 1) ON CONFLICT DO UPDATE SET n = n + 1;
        END;
        CREATE TRIGGER lead_uncounted AFTER DELETE ON lead BEGIN
            UPDATE lead_count SET n = n - 1 WHERE page_id = OLD.page_id AND form_id = ifnull(OLD.form_id, '') AND source = OLD.source;
        END;
        CREATE TRIGGER lead_recounted AFTER UPDATE OF page_id, form_id, source ON lead BEGIN
            UPDATE lead_count SET n = n - 1 WHERE page_id = OLD.page_id AND form_id = ifnull(OLD.form_id, '') AND source = OLD.source;
            INSERT INTO lead_count VALUES (NEW.page_id, ifnull(NEW.form_id, ''), NEW.source, 1) ON CONFLICT DO UPDATE SET n = n + 1;
        END;

        """

    static let expiredLeads = """
        -- Of the leads that are here, those that Meta keeps no longer, as of counted_at: `held` does not count them.
        ALTER TABLE catch_up_form ADD COLUMN expired INTEGER NOT NULL DEFAULT 0 CHECK (expired >= 0);
        CREATE INDEX lead_of_form ON lead(page_id, form_id, created_time);

        """
}
