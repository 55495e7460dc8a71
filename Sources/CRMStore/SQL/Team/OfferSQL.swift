/// Offers of leads: one that is open has not been looked at again since it was made.
enum OfferSQL {
    /// The users who may write in the spreadsheet `?1`, each with the number of the last offer of that spreadsheet that they had.
    static let candidates = """
        SELECT writer.id, (SELECT max(id) FROM lead_offer WHERE lead_offer.spreadsheet_id = ?1 AND lead_offer.user_id = writer.id)
        FROM (
            SELECT user_id AS id FROM spreadsheet WHERE id = ?1
            UNION SELECT user_id FROM spreadsheet_share WHERE spreadsheet_id = ?1 AND may_write = 1
        ) AS writer
        """
    static let add = "INSERT INTO lead_offer (customer_id, spreadsheet_id, user_id, offered_at, is_open) VALUES (?, ?, ?, ?, 1)"
    /// The users to whom a lead was offered.
    static let users = "SELECT DISTINCT user_id FROM lead_offer WHERE customer_id = ?"
    /// Open ones that were made at `?1` or before, or after `?2`.
    static let due = """
        SELECT id, customer_id, user_id, offered_at FROM lead_offer WHERE is_open = 1 AND (offered_at <= ?1 OR offered_at > ?2) ORDER BY id LIMIT ?3
        """
    /// Those to the user `?1` behind `?3` whose lead they have by that offer and nobody has touched, the newest first.
    static func standing(_ dialect: any Dialect) -> String {
        """
        SELECT \(CustomerSQL.columns), offer.id AS offer_id FROM lead_offer AS offer\(dialect.indexed(by: "lead_offer_user"))
        JOIN customer ON customer.id = offer.customer_id
        WHERE offer.user_id = ?1 AND offer.id > ?3 AND offer.is_open = 1 AND customer.claimed_by = ?1 AND customer.claimed_at = offer.offered_at
            AND customer.first_touched_at IS NULL AND customer.deleted_at IS NULL AND customer.is_ended = 0 AND customer.spreadsheet_id IN (\(SpreadsheetSQL.liveOfUser))
        ORDER BY offer.id DESC LIMIT ?2
        """
    }
    /// The same of leads that joined a row: each with the row that it would have been and the one that it joined, which the user has, or nobody, and
    /// where nobody was in touch with the person since.
    static func joined(_ dialect: any Dialect) -> String {
        """
        SELECT offer.id, part.id AS part_id, whole.id AS whole_id FROM lead_offer AS offer\(dialect.indexed(by: "lead_offer_user"))
        JOIN customer AS part ON part.id = offer.customer_id JOIN customer AS whole ON whole.id = part.merged_into
        WHERE offer.user_id = ?1 AND offer.id > ?3 AND offer.is_open = 1 AND coalesce(whole.claimed_by, ?1) = ?1
            AND coalesce(whole.last_contact_at, 0) < offer.offered_at AND whole.deleted_at IS NULL
            AND part.spreadsheet_id IN (\(SpreadsheetSQL.liveOfUser)) AND whole.spreadsheet_id IN (\(SpreadsheetSQL.liveOfUser))
        ORDER BY offer.id DESC LIMIT ?2
        """
    }
    static let newest = "SELECT max(id) FROM lead_offer"
    static let oldest = "SELECT min(offered_at) FROM lead_offer WHERE is_open = 1"
    static let end = "UPDATE lead_offer SET is_open = 0 WHERE id = ?"

    /// The line of the timeline that tells of it.
    static let addLine = """
        INSERT INTO activity (at, kind, customer_id, spreadsheet_id, text, sentence) VALUES (?1, 'claimed', ?2, ?3, ?4, ?4)
        """
}
