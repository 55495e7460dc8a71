/// Spreadsheets.
enum SpreadsheetSQL {
    private static let columns = "id, user_id, name, description"

    /// Those that the user `?1` reads, their own first, or those of all users where it is NULL; of each user the one that is named `?2` comes
    /// first. With the owner's name, and what the user may do where it is shared with them.
    static let list = """
        SELECT spreadsheet.id, spreadsheet.user_id, spreadsheet.name, description, "user".name AS owner, share.may_write
        FROM spreadsheet JOIN "user" ON "user".id = spreadsheet.user_id
        LEFT JOIN spreadsheet_share AS share ON share.spreadsheet_id = spreadsheet.id AND share.user_id = ?1
        WHERE deleted_at IS NULL AND (\(ShareSQL.seen(by: "?1")) OR ?1 IS NULL)
        ORDER BY CASE WHEN spreadsheet.user_id = ?1 THEN 0 ELSE 1 END, spreadsheet.user_id, spreadsheet.name <> ?2, spreadsheet.id
        """

    static let live = "SELECT \(columns) FROM spreadsheet WHERE id = ? AND deleted_at IS NULL"
    static let liveNamed = "SELECT id FROM spreadsheet WHERE user_id = ? AND name = ? AND deleted_at IS NULL"
    static let liveOwn = "SELECT \(columns) FROM spreadsheet WHERE user_id = ? AND deleted_at IS NULL ORDER BY id"
    /// Those that the user `?1` reads.
    static let liveOfUser = live(of: "?1")
    private static func live(of user: String) -> String {
        "SELECT id FROM spreadsheet WHERE deleted_at IS NULL AND \(ShareSQL.seen(by: user))"
    }

    /// The user who has the spreadsheet `?1`.
    private static let owner = "(SELECT home.user_id FROM spreadsheet AS home WHERE home.id = ?1)"
    /// The same with their owners, and whether others work in them as well.
    static let liveWithOwners = liveWithOwners(of: "?1")
    /// The same of the user who has the spreadsheet `?1`.
    static let liveBeside = liveWithOwners(of: owner)

    private static func liveWithOwners(of user: String) -> String {
        """
        SELECT id, user_id,
            user_id <> \(user) OR EXISTS (SELECT 1 FROM spreadsheet_share AS share WHERE share.spreadsheet_id = spreadsheet.id)
        FROM spreadsheet WHERE deleted_at IS NULL AND \(ShareSQL.seen(by: user))
        """
    }

    /// Of all users.
    static let allNames = "SELECT id, name FROM spreadsheet WHERE deleted_at IS NULL"

    /// Those of all users but `?1`, with the users' names; such as this one may only read are left out.
    static let ofOthers = """
        SELECT spreadsheet.id, spreadsheet.name, "user".name FROM spreadsheet JOIN "user" ON "user".id = spreadsheet.user_id
        LEFT JOIN spreadsheet_share AS share ON share.spreadsheet_id = spreadsheet.id AND share.user_id = ?1
        WHERE spreadsheet.user_id <> ?1 AND deleted_at IS NULL AND share.may_write IS DISTINCT FROM 0
        ORDER BY "user".name, spreadsheet.id
        """

    /// Deleted or not.
    static let userAndName = "SELECT user_id, name FROM spreadsheet WHERE id = ?"

    /// The names of the user and of the spreadsheet.
    static let names = """
        SELECT "user".name, spreadsheet.name FROM spreadsheet JOIN "user" ON "user".id = user_id WHERE spreadsheet.id = ?
        """

    /// The country of the user who has the spreadsheet.
    static let country = """
        SELECT "user".country FROM spreadsheet JOIN "user" ON "user".id = user_id WHERE spreadsheet.id = ?
        """

    /// The country of the user who has the spreadsheet of the customer `?`.
    static let countryOfCustomer = """
        SELECT "user".country FROM customer JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
        JOIN "user" ON "user".id = spreadsheet.user_id WHERE customer.id = ?
        """

    /// The number of customers with each status.
    static let counts = "SELECT status, n FROM customer_count WHERE spreadsheet_id = ? AND n > 0"
    /// The number of customers in the spreadsheets that the user `?1` reads.
    static let customersOfUser = customers(in: liveOfUser)
    /// The same of the user who has the spreadsheet `?1`.
    static let customersBeside = customers(in: live(of: owner))

    private static func customers(in sheets: String) -> String {
        "SELECT coalesce(\(CountSQL.sum), 0) FROM customer_count WHERE spreadsheet_id IN (\(sheets))"
    }
    static let addToCount = """
        INSERT INTO customer_count (spreadsheet_id, status, n) VALUES (?, ?, ?)
        ON CONFLICT (spreadsheet_id, status) DO UPDATE SET n = customer_count.n + excluded.n
        """

    static let insert = "INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (?, ?, ?, ?)"
    static let update = "UPDATE spreadsheet SET name = ?, description = ? WHERE id = ?"
    static let rename = "UPDATE spreadsheet SET name = ? WHERE id = ?"
    static let setDeleted = "UPDATE spreadsheet SET deleted_at = ? WHERE id = ?"

    /// Brings all customers of one into another. Nothing of them was read, so no version is checked; it is counted up, so that no
    /// change of a customer that was read before is written over this one.
    static let moveCustomers = "UPDATE customer SET spreadsheet_id = ?, version = version + 1 WHERE spreadsheet_id = ?"
    /// The customers' lines of the timeline come along; what was done to the spreadsheet itself stays with it.
    static let moveTimelines = "UPDATE activity SET spreadsheet_id = ? WHERE spreadsheet_id = ? AND customer_id IS NOT NULL"
}

/// The spreadsheets that a user reads and writes: their own, and those that colleagues share with them. Every statement that asks for them
/// says it by these conditions.
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

    /// Of a row of `customer`: the one who has taken it may write in its spreadsheet.
    static let claimStands = """
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

    /// Of the spreadsheet `?1`, deleted or not: its owner's number and name, its own name, and what the user `?2` may do in it where it is
    /// shared with them.
    static let right = right(in: "= ?1")
    /// The same of the spreadsheet of the customer `?1` that is not deleted.
    static let rightOnCustomer = right(in: "= (\(CustomerSQL.sheet("?1")))")
    /// The same of the spreadsheets of the customers that the step `?1` of many has changed, those apart that it moved, or put there as copies.
    static let rightsOnParts = right(
        in: """
            IN (SELECT customer.spreadsheet_id FROM activity JOIN customer ON customer.id = activity.customer_id
                WHERE activity.part_of = ?1
                    AND activity.action NOT IN ('\(ChangeRecord.Action.moveCustomer.rawValue)', '\(ChangeRecord.Action.addCustomer.rawValue)'))
            """)

    private static func right(in sheets: String) -> String {
        """
        SELECT spreadsheet.user_id, "user".name, spreadsheet.name, share.may_write
        FROM spreadsheet JOIN "user" ON "user".id = spreadsheet.user_id
        LEFT JOIN spreadsheet_share AS share ON share.spreadsheet_id = spreadsheet.id AND share.user_id = ?2
        WHERE spreadsheet.id \(sheets)
        """
    }

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
}
