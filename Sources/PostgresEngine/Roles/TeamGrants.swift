import CRMStore

/// The rights of a part on the tables and their columns, which a group of the server has. ``Schema/guards`` say for which rows.
enum TeamGrants {
    /// The statements that give a group all of its rights; given again they change nothing.
    ///
    /// - Parameter group: its name, quoted.
    static func statements(_ part: TeamPart, to group: String) -> String {
        let rights =
            switch part {
            case .sales, .manager: salespeople
            case .serve: service
            }
        let all =
            [
                "USAGE ON SCHEMA \(Connection.schema)",
                "EXECUTE ON FUNCTION found_customers(jsonb, bigint), sealed(text, text), speaker(bigint, bigint)",
            ] + rights
        return all.map { "GRANT \($0) TO \(group);" }.joined(separator: "\n")
    }

    /// The needs of the screens and commands of a salesperson.
    private static let salespeople = [
        """
        SELECT ON schema_version, "user", ended_status, form, catch_up_page, catch_up_form, webhook_event, lead_event, lead_event_id_seq, lead_offer,
            erased_lead, erasure_salt, counter, lead_count, event_count
        """,
        "SELECT, INSERT, UPDATE, DELETE ON preference, template, saved_view, spreadsheet_share, call_under_way, lead",
        "SELECT, INSERT, UPDATE ON customer, customer_count, arrival_count",
        "SELECT, INSERT, UPDATE (name, description, deleted_at) ON spreadsheet",
        "SELECT, INSERT, DELETE, UPDATE (spreadsheet_id, text, sentence, before, after, undo_state) ON activity",
        "SELECT, INSERT, DELETE ON step_under_way",
        "SELECT, INSERT ON form_mapping",
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
            call_under_way, lead, activity, step_under_way, meta_page, form, form_mapping, catch_up_page, catch_up_form, webhook_delivery, webhook_event, event_lease, lead_event,
            lead_offer, erasure, erased_lead, erasure_salt, counter, customer_count, arrival_count, lead_count, event_count
        """,
        "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA \(Connection.schema)",
    ]
}
