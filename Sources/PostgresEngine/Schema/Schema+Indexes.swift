extension Schema {
    /// The version in which the calls of all users are found by their time.
    static let callsVersion = 38

    /// That of ``callsVersion``.
    static let callsOfAll = "CREATE INDEX activity_called_at ON activity(at) WHERE kind = 'called';"

    /// Those of the SQLite file, but for such as would hold a text without bound, which PostgreSQL refuses beyond 2,700 bytes.
    static let indexes = """
        CREATE INDEX meta_page_user ON meta_page(user_id);
        CREATE INDEX template_user ON template(user_id, position);
        CREATE INDEX saved_view_user ON saved_view(user_id, position);
        CREATE UNIQUE INDEX spreadsheet_name ON spreadsheet(user_id, name) WHERE deleted_at IS NULL;
        CREATE INDEX spreadsheet_user ON spreadsheet(user_id);

        CREATE INDEX customer_spreadsheet ON customer(spreadsheet_id);
        \(["arrived_at", "status", "name_key", "company_key", "call_up"].map(orderIndex).joined())\(orderIndexes)
        \(callIndexes)
        CREATE INDEX customer_leads ON customer(spreadsheet_id, arrived_at)
            WHERE deleted_at IS NULL AND leadgen_id IS NOT NULL AND is_test = 0;
        CREATE INDEX customer_with_phone_e164 ON customer(phone_e164, spreadsheet_id, is_test)
            WHERE phone_e164 IS NOT NULL AND deleted_at IS NULL;
        CREATE INDEX customer_with_email_key ON customer USING hash (email_key)
            WHERE email_key IS NOT NULL AND deleted_at IS NULL;
        CREATE INDEX customer_merged_phone_e164 ON customer(phone_e164) WHERE phone_e164 IS NOT NULL AND merged_into IS NOT NULL;
        CREATE INDEX customer_merged_email_key ON customer USING hash (email_key)
            WHERE email_key IS NOT NULL AND merged_into IS NOT NULL;
        CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX customer_joined ON customer(spreadsheet_id) WHERE merged_into IS NOT NULL;
        CREATE INDEX customer_imported ON customer(import_step) WHERE import_step IS NOT NULL;
        CREATE INDEX customer_search ON customer USING gin (found_text gin_trgm_ops);
        CREATE INDEX call_under_way_customer ON call_under_way(customer_id);

        CREATE INDEX lead_form ON lead(form_id, leadgen_id) WHERE form_id IS NOT NULL;
        CREATE INDEX lead_of_form ON lead(page_id, form_id, created_time);
        CREATE INDEX form_mapping_form ON form_mapping(form_id, id);

        CREATE INDEX activity_customer ON activity(customer_id, at, id) WHERE customer_id IS NOT NULL;
        CREATE INDEX activity_undo ON activity(user_id, undo_state, id) WHERE user_id IS NOT NULL;
        CREATE INDEX activity_part ON activity(part_of, id) WHERE part_of IS NOT NULL;
        CREATE INDEX activity_called ON activity(user_id, at) WHERE kind = 'called';
        \(callsOfAll)
        CREATE INDEX activity_recent ON activity(spreadsheet_id, at, id) WHERE spreadsheet_id IS NOT NULL;

        CREATE INDEX event_delivery ON webhook_event(delivery_id);
        CREATE INDEX event_state ON webhook_event(state, id);
        CREATE INDEX event_received ON webhook_event(received_at, page_id);
        CREATE INDEX event_lead ON webhook_event(leadgen_id) WHERE leadgen_id IS NOT NULL;
        CREATE INDEX event_customer ON webhook_event(customer_id) WHERE customer_id IS NOT NULL;
        CREATE INDEX event_due ON webhook_event(next_attempt_at) WHERE state = 'waiting';
        CREATE INDEX event_work ON webhook_event(page_id, id, state, next_attempt_at)
            WHERE state IN ('received', 'fetching', 'waiting');
        CREATE INDEX event_blocked ON webhook_event(page_id, id) WHERE state = 'blocked';
        CREATE INDEX lead_event_customer ON lead_event(customer_id);
        CREATE INDEX lead_event_due ON lead_event(next_attempt_at) WHERE hook = 'pending';
        CREATE INDEX lead_event_trouble ON lead_event(event_id) WHERE error IS NOT NULL;

        """

    /// The numbers of a spreadsheet's customers.
    static let countCustomer = """
        CREATE OR REPLACE FUNCTION count_customer() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                -- An import counts by itself, into a spreadsheet of the user's own.
                IF current_setting('\(countedLater)', true) = 'on' THEN
                    -- An import counts by itself, into a spreadsheet of the user's own.
                    IF NOT EXISTS (
                        SELECT 1 FROM member JOIN spreadsheet ON spreadsheet.id = NEW.spreadsheet_id
                        WHERE role = session_user AND part = 'sales' AND member.user_id <> spreadsheet.user_id
                    ) THEN RETURN NULL; END IF;
                END IF;
            ELSE
                IF TG_OP = 'UPDATE' THEN
                    IF (OLD.spreadsheet_id, OLD.status, OLD.deleted_at) IS NOT DISTINCT FROM
                        (NEW.spreadsheet_id, NEW.status, NEW.deleted_at) THEN RETURN NULL; END IF;
                END IF;
                IF OLD.deleted_at IS NULL THEN
                    UPDATE customer_count SET n = n - 1 WHERE spreadsheet_id = OLD.spreadsheet_id AND status = OLD.status;
                    IF coalesce(OLD.is_test, 0) = 0 THEN
                        UPDATE arrival_count SET n = n - 1
                        WHERE spreadsheet_id = OLD.spreadsheet_id AND quarter = OLD.arrived_at / 900000 AND status = OLD.status;
                    END IF;
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
            END IF;
            IF NEW.deleted_at IS NULL THEN
                INSERT INTO customer_count VALUES (NEW.spreadsheet_id, NEW.status, 1)
                ON CONFLICT (spreadsheet_id, status) DO UPDATE SET n = customer_count.n + 1;
                IF coalesce(NEW.is_test, 0) = 0 THEN
                    INSERT INTO arrival_count VALUES (NEW.spreadsheet_id, NEW.arrived_at / 900000, NEW.status, 1)
                    ON CONFLICT (spreadsheet_id, quarter, status) DO UPDATE SET n = arrival_count.n + 1;
                END IF;
            END IF;
            RETURN NULL;
        END $$;
        """

    /// The consequences of a row that is written, whoever writes it.
    static let triggers = """
        \(countCustomer)
        CREATE TRIGGER customer_counted AFTER INSERT OR DELETE OR UPDATE OF spreadsheet_id, status, deleted_at ON customer
            FOR EACH ROW EXECUTE FUNCTION count_customer();

        CREATE FUNCTION end_customer() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.is_ended = CASE WHEN EXISTS (SELECT 1 FROM ended_status WHERE status = NEW.status) THEN 1 ELSE 0 END;
            RETURN NEW;
        END $$;
        CREATE TRIGGER customer_ended_anew BEFORE UPDATE OF status ON customer
            FOR EACH ROW EXECUTE FUNCTION end_customer();

        CREATE FUNCTION count_lead() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                UPDATE lead_count SET n = n - 1
                WHERE page_id = OLD.page_id AND form_id = coalesce(OLD.form_id, '') AND source = OLD.source;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO lead_count VALUES (NEW.page_id, coalesce(NEW.form_id, ''), NEW.source, 1)
                ON CONFLICT (page_id, form_id, source) DO UPDATE SET n = lead_count.n + 1;
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER lead_counted AFTER INSERT OR DELETE OR UPDATE OF page_id, form_id, source ON lead
            FOR EACH ROW EXECUTE FUNCTION count_lead();

        \(countEvents)
        CREATE FUNCTION count_page_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE counter SET n = n + 1 WHERE name = 'pages';
            RETURN NULL;
        END $$;
        -- A page that comes back brings its place along; a new one gets the next.
        CREATE FUNCTION place_page() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.position = coalesce(NEW.position, nextval(pg_get_serial_sequence('meta_page', 'position')));
            RETURN NEW;
        END $$;
        CREATE TRIGGER meta_page_placed BEFORE INSERT ON meta_page FOR EACH ROW EXECUTE FUNCTION place_page();
        CREATE TRIGGER meta_page_changed
            AFTER INSERT OR DELETE OR UPDATE OF user_id, meta_page_access_token, meta_app_secret, meta_verify_token ON meta_page
            FOR EACH ROW EXECUTE FUNCTION count_page_change();
        """
}
