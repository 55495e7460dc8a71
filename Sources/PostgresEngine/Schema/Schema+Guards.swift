/// The policies that decide which rows a role of the server reads and writes. The owner of the tables has all of them, and so has a member of the
/// owner's role. A role that the table `member` does not name has none, whatever it was granted.
///
/// The user of a role is looked up once a statement, by `session_user`: the role that has logged in, whatever role it took on since. A function
/// that runs with the owner's rights sets the path of its names itself, so that no table or function of the caller's takes the place of ours.
/// All of it can be made again over what an earlier version has made, once the policies of that are dropped.
extension Schema {
    static let guards = "\(members)\(ownRows)\(searching)\(sealing)\(policies)\(signing)\(claiming)\(countingAsOwner)"

    /// The rights of the owner, in the owner's schema alone.
    static let asOwner = "SECURITY DEFINER SET search_path = \(Connection.schema), pg_temp"
    /// All rows of the team.
    private static let team = "(SELECT part()) IN ('manager', 'serve')"
    private static let mine = "user_id = (SELECT me())"
    private static func among(_ sheets: String, _ column: String = "spreadsheet_id") -> String {
        "\(column) = ANY ((SELECT \(sheets)())::bigint[])"
    }
    /// Spreadsheets of one's own, and those that others share.
    private static let inSeenSheets = among("seen_sheets")
    /// Those in which one may write.
    private static let inWrittenSheets = among("written_sheets")
    private static let ofMyPages = "page_id = ANY ((SELECT my_pages())::text[])"
    /// Steps that changed the settings of a page hold its sealed secrets, for undo.
    private static let withoutSecrets = "(page_id IS NULL OR (SELECT part()) = 'serve')"

    static let members = """
        -- The roles of the server that have a part in these data, and the users whose rows are theirs.
        CREATE TABLE IF NOT EXISTS member (
            role text COLLATE "C" PRIMARY KEY,
            part text COLLATE "C" NOT NULL CHECK (part IN ('sales', 'manager', 'serve')),
            user_id bigint REFERENCES "user"(id) ON DELETE CASCADE,
            CHECK ((part = 'serve') = (user_id IS NULL))
        );
        CREATE INDEX IF NOT EXISTS member_user ON member(user_id);

        """

    private static let ownRows = """
        CREATE OR REPLACE FUNCTION part() RETURNS text LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN (SELECT member.part FROM member WHERE role = session_user); END $$;
        CREATE OR REPLACE FUNCTION me() RETURNS bigint LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN (SELECT user_id FROM member WHERE role = session_user); END $$;
        CREATE OR REPLACE FUNCTION my_sheets() RETURNS bigint[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN ARRAY(SELECT id FROM member JOIN spreadsheet USING (user_id) WHERE role = session_user); END $$;
        CREATE OR REPLACE FUNCTION seen_sheets() RETURNS bigint[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN my_sheets() || ARRAY(SELECT spreadsheet_id FROM spreadsheet_share WHERE user_id = me()); END $$;
        CREATE OR REPLACE FUNCTION written_sheets() RETURNS bigint[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN my_sheets() || ARRAY(SELECT spreadsheet_id FROM spreadsheet_share WHERE user_id = me() AND may_write = 1); END $$;
        CREATE OR REPLACE FUNCTION my_pages() RETURNS text[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN ARRAY(SELECT meta_page_id FROM member JOIN meta_page USING (user_id) WHERE role = session_user); END $$;
        CREATE OR REPLACE FUNCTION pages_of_others() RETURNS text[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN ARRAY(SELECT meta_page_id FROM meta_page WHERE user_id IS DISTINCT FROM me()); END $$;
        -- Meta's word on a form counts alone, for an import may name any form in its leads.
        CREATE OR REPLACE FUNCTION my_forms() RETURNS text[] LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN ARRAY(SELECT form_id FROM form WHERE page_id = ANY (my_pages())
                UNION SELECT form_id FROM catch_up_form WHERE page_id = ANY (my_pages())
                    AND NOT EXISTS (SELECT 1 FROM form WHERE form.form_id = catch_up_form.form_id));
        END $$;
        CREATE OR REPLACE FUNCTION sees_customer(customer bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM customer AS row WHERE row.id = customer
                AND (part() IN ('manager', 'serve') OR row.spreadsheet_id = ANY (seen_sheets())));
        END $$;
        CREATE OR REPLACE FUNCTION writes_customer(customer bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM customer AS row WHERE row.id = customer
                AND (part() IN ('manager', 'serve') OR row.spreadsheet_id = ANY (written_sheets())));
        END $$;
        CREATE OR REPLACE FUNCTION wrote_step(step bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM activity JOIN "user" ON name = author WHERE activity.id = step AND "user".id = me());
        END $$;
        -- A step says what is to be written. So one of a user who has a role is carried on by that role, which has no more rights than they, or by
        -- the role that has written the step.
        CREATE OR REPLACE FUNCTION carries_on(step bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN wrote_step(step) OR EXISTS (SELECT 1 FROM activity WHERE id = step AND (user_id = me()
                OR part() IN ('manager', 'serve') AND NOT EXISTS (SELECT 1 FROM member WHERE member.user_id = activity.user_id)));
        END $$;

        """

    /// A policy keeps PostgreSQL from using the index of trigrams, since LIKE might tell of rows that it is not to see. So this function runs with
    /// the owner's rights and names the spreadsheets itself. It writes the texts into the statement: of a statement that is planned for any text
    /// the index serves none.
    private static let searching = """
        CREATE OR REPLACE FUNCTION found_customers(terms jsonb, most bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE \(asOwner) AS $$
        DECLARE
            sees_all boolean = coalesce(part() IN ('manager', 'serve'), pg_has_role(session_user, current_user, 'USAGE'));
            conditions text;
        BEGIN
            SELECT string_agg('(' || (
                SELECT string_agg(format('found_text LIKE %L', form), ' OR ') FROM jsonb_array_elements_text(term) AS form
            ) || ')', ' AND ') INTO conditions FROM jsonb_array_elements(terms) AS term;
            IF NOT sees_all THEN conditions = conditions || ' AND spreadsheet_id = ANY ($1)'; END IF;
            RETURN QUERY EXECUTE 'SELECT id FROM customer WHERE ' || conditions || ' LIMIT $2' USING seen_sheets(), most;
        END $$;

        """

    /// The sealed forms of pages' secrets are for the service and the owner; others are told that there is one by a text without a byte.
    private static let sealing = """
        CREATE OR REPLACE FUNCTION sealed(page text, secret text) RETURNS bytea LANGUAGE plpgsql STABLE \(asOwner) AS $$
        DECLARE found bytea;
        BEGIN
            SELECT CASE secret WHEN 'meta_page_access_token' THEN meta_page_access_token WHEN 'meta_app_secret' THEN meta_app_secret
                WHEN 'meta_verify_token' THEN meta_verify_token END INTO found FROM meta_page WHERE meta_page_id = page;
            IF found IS NULL OR coalesce(part() = 'serve', pg_has_role(session_user, current_user, 'USAGE')) THEN RETURN found; END IF;
            RETURN '';
        END $$;

        """

    /// A policy for everything that is done with a table: whose rows it reads, changes and removes, and those that it may write where these are
    /// not the same.
    static func guarding(_ table: String, _ rows: String, writing: String? = nil) -> String {
        """
        ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
        CREATE POLICY guard ON \(table) USING (\(rows))\(writing.map { " WITH CHECK (\($0))" } ?? "");

        """
    }

    /// The same for a table of which one reads more rows than one writes: there is no error where another's row is not changed, but there is where
    /// it would be one that may not be written.
    static func guarding(_ table: String, reading: String, changing: String, writing: String? = nil) -> String {
        """
        ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
        CREATE POLICY guard_read ON \(table) FOR SELECT USING (\(reading));
        CREATE POLICY guard_add ON \(table) FOR INSERT WITH CHECK (\(writing ?? changing));
        CREATE POLICY guard_change ON \(table) FOR UPDATE USING (\(changing)) WITH CHECK (\(writing ?? changing));
        CREATE POLICY guard_remove ON \(table) FOR DELETE USING (\(changing));

        """
    }

    private static let policies =
        // The names of the team are known to all of it, since a spreadsheet can be shared with any of them.
        guarding(#""user""#, "(SELECT part()) IS NOT NULL")
        + ["preference", "template", "saved_view", "meta_page"].map { guarding($0, "\(mine) OR \(team)") }.joined()
        + guarding("spreadsheet", reading: "\(mine) OR \(among("seen_sheets", "id")) OR \(team)", changing: "\(mine) OR \(team)")
        + guarding("spreadsheet_share", reading: "\(inSeenSheets) OR \(team)", changing: "\(among("my_sheets")) OR \(team)")
        + ["customer_count", "arrival_count"].map {
            guarding($0, reading: "\(inSeenSheets) OR \(team)", changing: "\(inWrittenSheets) OR \(team)")
        }.joined()
        + ["catch_up_page", "catch_up_form", "form", "lead_count"].map { guarding($0, "\(ofMyPages) OR \(team)") }.joined()
        + ["webhook_delivery", "erasure"].map { guarding($0, "(SELECT part()) = 'serve'") }.joined()
        + guarding(
            "customer", reading: "\(inSeenSheets) OR \(team)", changing: "\(inWrittenSheets) OR \(team)",
            writing: "(\(inWrittenSheets) OR \(team)) AND (merged_into IS NULL OR writes_customer(merged_into))")
        + guarding("call_under_way", reading: "sees_customer(customer_id)", changing: "writes_customer(customer_id)")
        + guarding(
            "lead", reading: ofSeenCustomers("lead"), changing: "\(team) OR writes_customer(customer_id)",
            writing: "\(team) OR writes_customer(customer_id) AND page_id <> ALL ((SELECT pages_of_others())::text[])")
        + guarding("lead_event", reading: ofSeenCustomers("lead_event"), changing: "\(team) OR writes_customer(customer_id)")
        + guarding("form_mapping", "form_id = ANY ((SELECT my_forms())::text[]) OR \(team)")
        + guarding(
            "webhook_event", "\(ofMyPages) OR \(team)",
            writing: "\(team) OR \(ofMyPages) AND (customer_id IS NULL OR sees_customer(customer_id))")
        + guarding("step_under_way", "carries_on(activity_id)")
        + activityPolicies

    static func ofSeenCustomers(_ table: String) -> String {
        "\(team) OR EXISTS (SELECT 1 FROM customer WHERE customer.id = \(table).customer_id)"
    }

    private static let activityPolicies = """
        ALTER TABLE activity ENABLE ROW LEVEL SECURITY;
        CREATE POLICY guard_read ON activity FOR SELECT USING (\(withoutSecrets) AND (\(mine) OR \(inSeenSheets) OR \(team)));
        CREATE POLICY guard_add ON activity FOR INSERT WITH CHECK (\(withoutSecrets) AND (\(team) OR (user_id IS NULL OR \(mine))
            AND (spreadsheet_id IS NULL OR \(inWrittenSheets)) AND (customer_id IS NULL OR writes_customer(customer_id))
            AND (part_of IS NULL OR wrote_step(part_of))));
        CREATE POLICY guard_change ON activity FOR UPDATE USING (\(withoutSecrets) AND (\(mine) OR \(inWrittenSheets) OR \(team)));
        CREATE POLICY guard_remove ON activity FOR DELETE USING (\(withoutSecrets) AND (\(mine) OR \(team)));

        """

    /// A line of the timeline bears the name of the user whose role has written it. It is changed by that user, and by the one whose step it is.
    /// A manager's new step in another user's list drops the steps that this user has undone, as every new step does.
    private static let signing = """
        CREATE OR REPLACE FUNCTION sign_activity() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        DECLARE
            own bigint = me();
            own_name text = (SELECT name FROM "user" WHERE id = own);
        BEGIN
            IF own IS NULL THEN RETURN NEW; END IF;
            IF TG_OP = 'INSERT' THEN
                IF NEW.author IS NOT NULL THEN NEW.author = own_name; END IF;
                RETURN NEW;
            END IF;
            IF coalesce(OLD.user_id = own, false) OR coalesce(OLD.author = own_name, false)
                OR EXISTS (SELECT 1 FROM activity WHERE id = OLD.part_of AND user_id = own)
                OR part() = 'manager' AND NEW.undo_state = 'dropped' AND (OLD.text, OLD.sentence, OLD.before, OLD.after)
                    IS NOT DISTINCT FROM (NEW.text, NEW.sentence, NEW.before, NEW.after)
            THEN RETURN NEW; END IF;
            RAISE insufficient_privilege USING MESSAGE = 'a line of the timeline is changed by its author';
        END $$;
        CREATE OR REPLACE TRIGGER activity_signed BEFORE INSERT OR UPDATE OF text, sentence, before, after, undo_state ON activity
            FOR EACH ROW EXECUTE FUNCTION sign_activity();

        """

    /// A user takes a customer for themselves alone, and one whom nobody has who may write there. Giving it back is for them, and for the owner
    /// of the spreadsheet.
    private static let claiming = """
        CREATE OR REPLACE FUNCTION guard_claim() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        DECLARE held bigint = CASE WHEN TG_OP = 'UPDATE' THEN OLD.claimed_by END;
        BEGIN
            IF NEW.claimed_by IS NOT DISTINCT FROM held OR me() IS NULL OR part() = 'manager' THEN RETURN NEW; END IF;
            IF held IS NOT NULL AND held <> me() AND NOT NEW.spreadsheet_id = ANY (my_sheets())
                AND EXISTS (SELECT 1 FROM spreadsheet WHERE id = NEW.spreadsheet_id AND user_id = held
                    UNION ALL SELECT 1 FROM spreadsheet_share
                        WHERE spreadsheet_id = NEW.spreadsheet_id AND user_id = held AND may_write = 1)
            THEN RAISE insufficient_privilege USING MESSAGE = 'a customer is given back by the one who has taken it'; END IF;
            IF NEW.claimed_by <> me() THEN
                RAISE insufficient_privilege USING MESSAGE = 'a customer is taken by the one who will have it';
            END IF;
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER customer_claimed BEFORE INSERT OR UPDATE OF claimed_by ON customer
            FOR EACH ROW EXECUTE FUNCTION guard_claim();

        """

    /// Counts follow from the rows that a role may write, also where it may not write the counts. No role may hang a function that runs with the
    /// owner's rights on a table of its own, so these are not for everybody.
    private static let countingAsOwner = """
        ALTER FUNCTION count_customer() \(asOwner);
        ALTER FUNCTION count_lead() \(asOwner);
        ALTER FUNCTION count_event() \(asOwner);
        REVOKE EXECUTE ON FUNCTION count_customer(), count_lead(), count_event(), sign_activity(), guard_claim(), found_customers(jsonb, bigint),
            sealed(text, text) FROM PUBLIC;
        """
}
