import CRM

/// The policies that decide which rows a role of the server reads and writes. The owner of the tables has all of them, and so has a member of the
/// owner's role. A role that the table `member` does not name has none, whatever it was granted.
///
/// The user of a role is looked up once a statement, by `session_user`: the role that has logged in, whatever role it took on since. A function
/// that runs with the owner's rights sets the path of its names itself, so that no table or function of the caller's takes the place of ours.
/// All of it can be made again over what an earlier version has made.
extension Schema {
    static let guards = "\(members)\(ownRows)\(searching)\(sealing)\(policies)\(signing)\(claiming)\(journalled)\(countingAsOwner)"

    /// The version in which a role writes no other name than its user's, and nothing is for everybody who may connect.
    static let guardsVersion = 40

    /// Brings there the tables of before.
    static let guardedAnew = "\(countCustomer)\n\(guards)DROP FUNCTION IF EXISTS pages_of_others();\n\(closing)"

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
        CREATE OR REPLACE FUNCTION is_others_page(page text) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN RETURN EXISTS (SELECT 1 FROM meta_page WHERE meta_page_id = page AND user_id IS DISTINCT FROM me()); END $$;
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
        -- The rows of a person are those of one owner: a row becomes no part of another owner's.
        CREATE OR REPLACE FUNCTION takes_in(whole bigint, sheet bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN part() IN ('manager', 'serve') OR EXISTS (
                SELECT 1 FROM customer AS row JOIN spreadsheet AS own ON own.id = row.spreadsheet_id JOIN spreadsheet AS other USING (user_id)
                WHERE row.id = whole AND other.id = sheet AND own.id = ANY (written_sheets()));
        END $$;
        -- The customer came with an import that was undone: its lead may come again.
        CREATE OR REPLACE FUNCTION was_taken_back(customer bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM customer AS row JOIN activity ON activity.id = row.import_step
                WHERE row.id = was_taken_back.customer AND row.deleted_at IS NOT NULL AND row.merged_into IS NULL
                    AND undo_state IN ('undone', 'dropped'));
        END $$;
        -- The call is this role's to end, or nobody's any more.
        CREATE OR REPLACE FUNCTION ends_call(caller text, began bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN part() = 'serve' OR caller = (SELECT name FROM "user" WHERE id = me())
                OR abs(began - extract(epoch FROM now()) * 1000) > \(Int(CallUnderWay.longest * 1000));
        END $$;
        CREATE OR REPLACE FUNCTION wrote_step(step bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM activity JOIN "user" ON name = author WHERE activity.id = step AND "user".id = me());
        END $$;
        -- A line is its writer's, and that of the user in whose list it is where its writer is no user any more.
        CREATE OR REPLACE FUNCTION is_own_line(writer text, list bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN CASE WHEN EXISTS (SELECT 1 FROM "user" WHERE name = writer) THEN EXISTS (SELECT 1 FROM "user" WHERE name = writer AND id = me())
                ELSE coalesce(list = me(), false) END;
        END $$;
        -- A step says what is to be written. So it is carried on by the role that has written it; one of somebody without a role by the service.
        CREATE OR REPLACE FUNCTION carries_on(step bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM activity WHERE id = step AND (is_own_line(author, user_id)
                OR part() = 'serve' AND NOT EXISTS (SELECT 1 FROM member JOIN "user" ON "user".id = member.user_id WHERE name = author)));
        END $$;

        """

    /// The version in which a word that many customers have is not looked up in the index.
    static let commonWordsVersion = 43

    /// A policy keeps PostgreSQL from using the index of trigrams, since LIKE might tell of rows that it is not to see. So this function runs with
    /// the owner's rights and names the spreadsheets itself. It writes the texts into the statement: of a statement that is planned for any text
    /// the index serves none.
    ///
    /// Where there are `most` or more, their number alone is of use. The index would be read for all of them first, so among many customers a
    /// thousand are asked before: 20 times 50, evenly apart.
    static let searching = """
        CREATE OR REPLACE FUNCTION found_customers(terms jsonb, most bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE \(asOwner) AS $$
        DECLARE
            sees_all boolean = coalesce(part() IN ('manager', 'serve'), pg_has_role(session_user, current_user, 'USAGE'));
            sheets bigint[] = seen_sheets();
            customers real = (SELECT reltuples FROM pg_class WHERE oid = 'customer'::regclass);
            conditions text;
            met bigint;
        BEGIN
            SELECT string_agg('(' || (
                SELECT string_agg(format('found_text LIKE %L', form), ' OR ') FROM jsonb_array_elements_text(term) AS form
            ) || ')', ' AND ') INTO conditions FROM jsonb_array_elements(terms) AS term;
            IF NOT sees_all THEN conditions = conditions || ' AND spreadsheet_id = ANY ($1)'; END IF;
            IF customers > 100000 THEN
                EXECUTE 'SELECT count(*) FROM (SELECT min(id) AS first, max(id) AS last FROM customer) AS ids, generate_series(0, 19) AS part,
                    LATERAL (
                        SELECT found_text, spreadsheet_id FROM customer WHERE id >= first + (last - first) * part / 20 ORDER BY id LIMIT 50
                    ) AS piece WHERE ' || conditions INTO met USING sheets;
                IF met >= greatest(10, most * 1000 / customers) THEN
                    RETURN QUERY SELECT NULL::bigint FROM generate_series(1, most);
                    RETURN;
                END IF;
            END IF;
            RETURN QUERY EXECUTE 'SELECT id FROM customer WHERE ' || conditions || ' LIMIT $2' USING sheets, most;
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
            RETURN CASE WHEN part() = 'sales' AND is_others_page(page) THEN NULL ELSE '' END;
        END $$;

        """

    /// Lets nobody have a row of a table, whatever policies it has had.
    private static func unguarding(_ table: String) -> String {
        ["guard", "guard_read", "guard_add", "guard_change", "guard_remove"].map { "DROP POLICY IF EXISTS \($0) ON \(table); " }.joined()
            + "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;"
    }

    /// A policy for everything that is done with a table: whose rows it reads, changes and removes, and those that it may write where these are
    /// not the same.
    static func guarding(_ table: String, _ rows: String, writing: String? = nil) -> String {
        """
        \(unguarding(table))
        CREATE POLICY guard ON \(table) USING (\(rows))\(writing.map { " WITH CHECK (\($0))" } ?? "");

        """
    }

    /// The same for a table of which one reads more rows than one writes: there is no error where another's row is not changed, but there is where
    /// it would be one that may not be written.
    static func guarding(_ table: String, reading: String, changing: String, writing: String? = nil, removing: String? = nil) -> String {
        """
        \(unguarding(table))
        CREATE POLICY guard_read ON \(table) FOR SELECT USING (\(reading));
        CREATE POLICY guard_add ON \(table) FOR INSERT WITH CHECK (\(writing ?? changing));
        CREATE POLICY guard_change ON \(table) FOR UPDATE USING (\(changing)) WITH CHECK (\(writing ?? changing));
        CREATE POLICY guard_remove ON \(table) FOR DELETE USING (\(removing ?? changing));

        """
    }

    /// The version in which a role ends its user's call also where it does not see the customer any more.
    static let callEndsVersion = 42

    /// A spreadsheet may be shared no more while one of its customers is called: the call ends all the same.
    static let callGuard = guarding(
        "call_under_way", reading: "sees_customer(customer_id) OR is_own_line(author, NULL)",
        changing: "is_own_line(author, NULL) OR writes_customer(customer_id) AND ends_call(author, began_at)",
        writing: "writes_customer(customer_id)")

    private static let policies =
        // The names of the team are known to all of it, since a spreadsheet can be shared with any of them.
        guarding(#""user""#, "(SELECT part()) IS NOT NULL")
        + ["preference", "template", "saved_view", "meta_page"].map { guarding($0, "\(mine) OR \(team)") }.joined()
        + guarding("spreadsheet", reading: "\(mine) OR \(among("seen_sheets", "id")) OR \(team)", changing: "\(mine) OR \(team)")
        + guarding("spreadsheet_share", reading: "\(inSeenSheets) OR \(team)", changing: "\(among("my_sheets")) OR \(team)")
        + ["customer_count", "arrival_count"].map {
            // An import counts what it brings, into a spreadsheet of the user's own.
            guarding($0, reading: "\(inSeenSheets) OR \(team)", changing: "\(among("my_sheets")) OR \(team)")
        }.joined()
        + ["catch_up_page", "catch_up_form", "form", "lead_count"].map { guarding($0, "\(ofMyPages) OR \(team)") }.joined()
        + ["webhook_delivery", "erasure"].map { guarding($0, "(SELECT part()) = 'serve'") }.joined()
        + guarding(
            "customer", reading: "\(inSeenSheets) OR \(team)", changing: "\(inWrittenSheets) OR \(team)",
            writing: "(\(inWrittenSheets) OR \(team)) AND (merged_into IS NULL OR takes_in(merged_into, spreadsheet_id))")
        + callGuard
        + guarding(
            "lead", reading: ofSeenCustomers("lead"), changing: "\(team) OR writes_customer(customer_id)",
            writing: "\(team) OR writes_customer(customer_id) AND NOT is_others_page(page_id)",
            removing: "\(team) OR writes_customer(customer_id) AND was_taken_back(customer_id)")
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
        \(unguarding("activity"))
        CREATE POLICY guard_read ON activity FOR SELECT USING (\(withoutSecrets) AND (\(mine) OR \(inSeenSheets) OR \(team)));
        CREATE POLICY guard_add ON activity FOR INSERT WITH CHECK (\(withoutSecrets) AND (\(team) OR (user_id IS NULL OR \(mine))
            AND (spreadsheet_id IS NULL OR \(inWrittenSheets)) AND (customer_id IS NULL OR writes_customer(customer_id))
            AND (part_of IS NULL OR wrote_step(part_of))));
        CREATE POLICY guard_change ON activity FOR UPDATE USING (\(withoutSecrets) AND (\(mine) OR \(inWrittenSheets) OR \(team)));
        -- A form that is mapped and changes no customer leaves no step.
        CREATE POLICY guard_remove ON activity FOR DELETE USING ((SELECT part()) = 'serve' OR action = 'mapForm' AND is_own_line(author, user_id));

        """
}
