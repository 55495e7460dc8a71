import CRMStore

/// The rights of a part on the tables and their columns, which a group of the server has. ``Schema/guards`` say for which rows.
enum TeamGrants {
    /// The statements that give a group all of its rights; given again they change nothing.
    ///
    /// - Parameters:
    ///   - group: its name, quoted.
    ///   - database: that of the database, quoted.
    static func statements(_ part: TeamPart, to group: String, in database: String) -> String {
        let rights =
            switch part {
            case .sales, .manager: salespeople
            case .serve: service
            }
        let all =
            [
                "CONNECT ON DATABASE \(database)", "USAGE ON SCHEMA \(Connection.schema)",
                "EXECUTE ON FUNCTION \(functions)",
            ] + rights
        // A right on a whole table, as an earlier version gave it, would outweigh those on its columns.
        let before = "REVOKE ALL ON ALL TABLES IN SCHEMA \(Connection.schema) FROM \(group);"
        return ([before] + all.map { "GRANT \($0) TO \(group);" }).joined(separator: "\n")
    }

    /// The functions by which the policies decide, and those that are asked.
    static let functions = """
        part(), me(), my_sheets(), seen_sheets(), written_sheets(), my_pages(), my_forms(), is_others_page(text), is_others_lead(text),
            sees_customer(bigint), writes_customer(bigint), takes_in(bigint, bigint), was_taken_back(bigint), ends_call(text, bigint), wrote_step(bigint),
            is_own_line(text, bigint), carries_on(bigint), found_customers(jsonb, bigint), sealed(text, text), speaker(bigint, bigint)
        """

    /// Keeps those away from the database who have no part in it: they hold no lock there, hear no note and fill no temporary table. Nor are its functions
    /// for all, as they are where it was restored; those of an extension stay.
    ///
    /// - Parameter database: its name, quoted.
    static func closing(_ database: String) -> String {
        """
        REVOKE CONNECT, TEMPORARY ON DATABASE \(database) FROM PUBLIC;
        DO $$
        DECLARE own regprocedure;
        BEGIN
            FOR own IN SELECT oid FROM pg_proc WHERE pronamespace = '\(Connection.schema)'::regnamespace
                AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
            LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', own); END LOOP;
        END $$;
        """
    }

    /// The columns of a customer that change.
    private static let changing = """
        spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, next_call_date, next_call_time, search_text, more_text,
            form_name, first_touched_at, first_wait, phone_e164, email_key, name_key, company_key, address_key, remark_key, is_ended
        """

    /// A new one has neither been called nor taken, and where it came from stays.
    private static let ofNewCustomer = """
        (\(changing), arrived_at, leadgen_id, campaign_name, is_test, lead_created_at, created_at, import_step)
        """
    private static let ofCustomer = """
        (\(changing), deleted_at, version, merged_into, attempts, last_contact_at, last_outcome, do_not_call_at, do_not_call_by, wrong_number,
            lost_reason, claimed_by, claimed_at)
        """

    /// The needs of the screens and commands of a salesperson. Rows are numbered by the server: one whose number a role had chosen would stand in
    /// the way of the row that gets that number later, anybody's. ``Schema/numbering`` is for the tables in which undo puts a row back.
    private static let salespeople = [
        """
        SELECT ON schema_version, ended_status, form, catch_up_page, catch_up_form, webhook_event, lead_event, lead_event_id_seq, lead_offer,
            erased_lead, erasure_salt, counter, lead_count, event_count, intake_holder
        """,
        #"SELECT (id, name, country) ON "user""#,
        "SELECT, INSERT, UPDATE, DELETE ON preference, spreadsheet_share, call_under_way, lead",
        "SELECT, INSERT, DELETE, UPDATE (position, name, subject, text) ON template",
        "SELECT, INSERT, DELETE ON saved_view",
        "SELECT, INSERT, UPDATE (n) ON customer_count, arrival_count",
        "SELECT, INSERT \(ofNewCustomer), UPDATE \(ofCustomer) ON customer",
        "SELECT, INSERT (user_id, name, description, created_at), UPDATE (name, description, deleted_at) ON spreadsheet",
        """
        SELECT, DELETE, INSERT (user_id, author, at, kind, action, customer_id, spreadsheet_id, page_id, text, sentence, before, after, undo_state,
            part_of, outcome, attempt, channel, template), UPDATE (spreadsheet_id, text, sentence, before, after, undo_state) ON activity
        """,
        "SELECT, INSERT, DELETE ON step_under_way",
        "SELECT, INSERT (form_id, targets, at) ON form_mapping",
        // A lead that waits is tried again, and its page with it, or comes with a file.
        "UPDATE (state, next_attempt_at, error, reason, remedy, message, plan, tries, customer_id) ON webhook_event",
        "UPDATE (hook, tries, next_attempt_at, error) ON lead_event",
        """
        SELECT (position, meta_page_id, user_id, name, state, blocked_reason, blocked_remedy, blocked_code, verified_at, last_event_at,
            last_lead_at, last_lead_name, last_lead_form, token_health), UPDATE (state, blocked_reason, blocked_remedy, blocked_code)
            ON meta_page
        """,
    ]

    /// The needs of the intake, of setting pages up and of erasing people. Users and roles are the owner's to make.
    private static let service = [
        #"SELECT ON schema_version, "user""#,
        """
        SELECT, INSERT, UPDATE, DELETE ON preference, template, saved_view, spreadsheet, spreadsheet_share, customer, ended_status,
            call_under_way, lead, activity, step_under_way, meta_page, form, form_mapping, catch_up_page, catch_up_form, webhook_delivery, webhook_event, event_lease, intake_holder, lead_event,
            lead_offer, erasure, erased_lead, erasure_salt, counter, customer_count, arrival_count, lead_count, event_count
        """,
        "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA \(Connection.schema)",
    ]
}
