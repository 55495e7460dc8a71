/// Whose spreadsheets a user reads and writes: their own, and those that colleagues share with them. Every statement that asks for the
/// spreadsheets of a user says it by these conditions.
enum ShareSQL {
    /// Of a row of `spreadsheet`: the user reads it. `user` is an expression.
    static func seen(by user: String) -> String {
        """
        (spreadsheet.user_id = \(user)
            OR spreadsheet.id IN (SELECT spreadsheet_id FROM spreadsheet_share WHERE spreadsheet_share.user_id = \(user)))
        """
    }

    /// Of a row of `customer`: no colleague of the user has taken it. The claim of one who may not write in its spreadsheet any more does not
    /// stand. `user` is an expression.
    static func isFree(for user: String) -> String {
        "(customer.claimed_by IS NULL OR customer.claimed_by = \(user) OR NOT \(claimStands))"
    }

    private static let claimStands = """
        (EXISTS (SELECT 1 FROM spreadsheet AS held WHERE held.id = customer.spreadsheet_id AND held.user_id = customer.claimed_by)
            OR EXISTS (SELECT 1 FROM spreadsheet_share AS share WHERE share.spreadsheet_id = customer.spreadsheet_id
                AND share.user_id = customer.claimed_by AND share.may_write = 1))
        """

    /// The claims that stand, of those of the rows `?`, with the names of their users.
    static func claims(_ dialect: any Dialect) -> String {
        """
        SELECT customer.id, "user".name FROM customer JOIN "user" ON "user".id = customer.claimed_by
        WHERE customer.id IN \(dialect.list("?")) AND \(claimStands)
        """
    }

    static let setClaim = "UPDATE customer SET claimed_by = ?, claimed_at = ?, version = version + 1 WHERE id = ? AND version = ?"

    /// Whose the spreadsheet `?1` is, deleted or not: their number and name, its name, and what the user `?2` may do in it where it is shared
    /// with them.
    static let right = """
        SELECT spreadsheet.user_id, "user".name, spreadsheet.name, share.may_write
        FROM spreadsheet JOIN "user" ON "user".id = spreadsheet.user_id
        LEFT JOIN spreadsheet_share AS share ON share.spreadsheet_id = spreadsheet.id AND share.user_id = ?2
        WHERE spreadsheet.id = ?1
        """

    /// All users but the owner of the spreadsheet `?1`, with what they may do in it.
    static let colleagues = """
        SELECT "user".id, "user".name, share.may_write FROM "user"
        LEFT JOIN spreadsheet_share AS share ON share.spreadsheet_id = ?1 AND share.user_id = "user".id
        WHERE "user".id <> (SELECT user_id FROM spreadsheet WHERE id = ?1) ORDER BY "user".name
        """

    static let put = """
        INSERT INTO spreadsheet_share (spreadsheet_id, user_id, may_write) VALUES (?, ?, ?)
        ON CONFLICT (spreadsheet_id, user_id) DO UPDATE SET may_write = excluded.may_write
        """
    static let remove = "DELETE FROM spreadsheet_share WHERE spreadsheet_id = ? AND user_id = ?"

    /// The spreadsheets of the customers that a step of many has changed, those apart that it moved.
    static let sheetsOfParts = """
        SELECT DISTINCT customer.spreadsheet_id FROM activity JOIN customer ON customer.id = activity.customer_id
        WHERE activity.part_of = ? AND activity.action <> '\(ChangeRecord.Action.moveCustomer.rawValue)'
        """
}
