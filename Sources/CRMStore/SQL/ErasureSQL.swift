/// Taking a person out, and knowing the leads of those who were.
enum ErasureSQL {
    static let list = "SELECT at, author, customer_id FROM erasure ORDER BY id DESC"
    static let add = "INSERT INTO erasure (at, author, customer_id) VALUES (?, ?, ?)"

    // MARK: Leads that come again

    static let salt = "SELECT salt FROM erasure_salt"
    /// None while nobody was erased.
    static let saltInUse = "\(salt) WHERE EXISTS (SELECT 1 FROM erased_lead)"

    static let isErased = "SELECT 1 FROM erased_lead WHERE hash = ?"
    static let remember = "INSERT INTO erased_lead (hash, page_id, form_id) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING"

    // MARK: The customer

    /// Rows that were merged into it, its leads, its timeline and its undo steps go with it.
    static let removeCustomer = "DELETE FROM customer WHERE id = ?"

    /// The leads of a row.
    static let leads = """
        SELECT leadgen_id FROM lead WHERE customer_id = ?1
        UNION SELECT leadgen_id FROM customer WHERE id = ?1 AND leadgen_id IS NOT NULL
        """

    /// The page and the form of a lead.
    static let place = "SELECT page_id, form_id FROM lead WHERE leadgen_id = ?"

    static let steps = "SELECT * FROM activity WHERE customer_id = ? AND action IS NOT NULL"
    static let arrivals = "SELECT at FROM activity WHERE customer_id = ? AND kind = 'lead'"

    static let merges = "SELECT * FROM activity WHERE action = 'mergeRows'"

    /// Leaves the sentence `?2` of a step, and nothing to undo or do again.
    static let forgetStep = """
        UPDATE activity SET text = ?2, sentence = CASE sentence WHEN '' THEN '' ELSE ?2 END, before = '{}', after = '{}',
            undo_state = CASE undo_state WHEN 'undone' THEN 'dropped' ELSE undo_state END
        WHERE id = ?1
        """

    /// Rows with the number or the address of the row `?1`, as they are read, or as they are typed, `?2` and `?3` in small letters.
    static func lookalikes(_ dialect: any Dialect) -> String {
        """
        SELECT coalesce(other.merged_into, other.id) FROM customer AS own JOIN customer AS other ON other.id <> own.id AND (
            (?2 NOT IN ('', 'n/a') AND \(dialect.folded("other.phone_number")) = ?2)
            OR (?3 <> '' AND \(dialect.folded("other.email")) = ?3)
            OR other.phone_e164 = own.phone_e164 OR other.email_key = own.email_key)
        WHERE own.id = ?1 LIMIT 200
        """
    }

    // MARK: The journal

    /// Takes a lead out of its events, and says why.
    static let forgetEvents = """
        UPDATE webhook_event SET leadgen_id = NULL, customer_id = NULL, ad_id = NULL, created_time = NULL,
            state = 'ignored', next_attempt_at = NULL, error = ?, reason = 'erased', remedy = NULL, message = NULL
        WHERE leadgen_id = ?
        """

    /// Takes words out of events that name a lead: Meta's words about another event may.
    static func forgetWords(_ dialect: any Dialect) -> [String] {
        ["remedy", "message"].map { "UPDATE webhook_event SET \($0) = NULL WHERE \(dialect.contains($0, "?"))" }
    }

    /// Takes the customer `?1` out of events, and says why, `?2`.
    static let forgetCustomer = "UPDATE webhook_event SET customer_id = NULL, error = ?2, reason = 'erased' WHERE customer_id = ?1"

    /// The delivery of each event of a lead.
    static let deliveries = "SELECT delivery_id FROM webhook_event WHERE leadgen_id = ?"

    /// The deliveries whose body has some bytes in it.
    static func deliveriesNaming(_ dialect: any Dialect) -> String {
        "SELECT id FROM webhook_delivery WHERE \(dialect.contains("body", "?"))"
    }

    static let leadsOfDelivery = "SELECT leadgen_id FROM webhook_event WHERE delivery_id = ?"
    static let body = "SELECT body FROM webhook_delivery WHERE id = ?"
}
