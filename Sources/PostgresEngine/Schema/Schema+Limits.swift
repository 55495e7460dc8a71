import CRMStore

/// The bounds of values, which every program that writes on the server is held to, `psql` among them. What stands beyond them from before is read as the
/// nearest bound (``StoredBounds``).
extension Schema {
    private struct Limits {
        var table: String
        var times: [String] = []
        var counts: [String] = []
        var texts: [String] = []
        /// Texts that programs read, which may be longer.
        var documents: [String] = []
    }

    private static let bounded = [
        Limits(table: #""user""#, times: ["created_at"]),
        Limits(table: "spreadsheet", times: ["created_at", "deleted_at"], texts: ["description"]),
        Limits(
            table: "customer",
            times: [
                "arrived_at", "lead_created_at", "created_at", "first_touched_at", "deleted_at", "last_contact_at", "do_not_call_at",
                "claimed_at",
            ],
            counts: ["first_wait", "version", "attempts"],
            texts: [
                "customer_name", "company_name", "phone_number", "email", "remark", "status", "leadgen_id", "form_name", "campaign_name",
                "last_outcome", "do_not_call_by", "wrong_number", "lost_reason",
            ]),
        Limits(table: "call_under_way", times: ["began_at"], texts: ["author"]),
        Limits(
            table: "lead", times: ["created_time"],
            texts: ["leadgen_id", "form_id", "form_name", "ad_id", "ad_name", "campaign_id", "campaign_name", "platform"],
            documents: ["answers", "raw", "consent"]),
        Limits(
            table: "activity", times: ["at"], counts: ["attempt"],
            texts: ["author", "kind", "action", "text", "sentence", "outcome", "channel", "template"]),
        Limits(
            table: "meta_page", times: ["verified_at", "last_event_at", "last_lead_at"],
            texts: ["name", "blocked_reason", "blocked_remedy", "last_lead_name", "last_lead_form", "token_health"]),
        Limits(table: "form", times: ["fetched_at"], texts: ["name"], documents: ["raw"]),
        Limits(table: "form_mapping", times: ["at"], documents: ["targets"]),
        Limits(table: "catch_up_page", times: ["wanted_at", "ended_at"], texts: ["trouble", "remedy"]),
        Limits(table: "catch_up_form", times: ["counted_at", "mark"], counts: ["held", "expired"], texts: ["name"]),
        Limits(table: "webhook_delivery", times: ["received_at"]),
        Limits(
            table: "webhook_event", times: ["received_at", "created_time", "next_attempt_at"], counts: ["attempts", "tries"],
            texts: ["page_id", "leadgen_id", "form_id", "ad_id", "error", "remedy", "reason", "message"]),
        Limits(table: "lead_event", times: ["created_at", "next_attempt_at"], counts: ["tries"], texts: ["error"]),
        Limits(table: "lead_offer", times: ["offered_at"]),
        Limits(table: "erasure", times: ["at"], texts: ["author"]),
        Limits(table: "preference", documents: ["value"]),
        Limits(table: "customer_count", counts: ["n"]), Limits(table: "arrival_count", counts: ["n"]),
        Limits(table: "lead_count", counts: ["n"]),
    ]

    private static let longestDocument = 16 * StoredBounds.textBytes
    private static let suffix = "_limits"

    /// Where rows of before break the rule of their table, it stands for what is written from now on.
    static let limits = bounded.map { limits in
        let times = limits.times.map { "\($0) BETWEEN \(StoredBounds.times.lowerBound) AND \(StoredBounds.times.upperBound)" }
        let counts = limits.counts.map { "\($0) BETWEEN 0 AND \(StoredBounds.counts.upperBound)" }
        let texts = limits.texts.map { "octet_length(\($0)) <= \(StoredBounds.textBytes)" }
        let documents = limits.documents.map { "octet_length(\($0)) <= \(longestDocument)" }
        let rule = limits.table.filter { $0 != "\"" } + suffix
        return """
            ALTER TABLE \(limits.table) DROP CONSTRAINT IF EXISTS \(rule);
            ALTER TABLE \(limits.table) ADD CONSTRAINT \(rule) CHECK (\((times + counts + texts + documents).joined(separator: " AND "))) NOT VALID;
            DO $$ BEGIN ALTER TABLE \(limits.table) VALIDATE CONSTRAINT \(rule); EXCEPTION WHEN check_violation THEN NULL; END $$;

            """
    }.joined()

    /// The sentence about a rule that was not held against all rows.
    static func fault(ofUnchecked rule: String) -> String {
        guard rule.hasSuffix(suffix) else { return "The rule \(rule) was never checked." }
        let table = rule.dropLast(suffix.count)
        return
            "The table \(table) has values out of all bounds, which another program has written: such a row is shown with the nearest bound and cannot be changed. Put them right, then: ALTER TABLE \(Connection.schema).\"\(table)\" VALIDATE CONSTRAINT \(rule)"
    }
}
