/// Spreadsheets.
enum SpreadsheetSQL {
    private static let columns = "id, user_id, name, description"

    /// Those of the user `?1`, or of all users where it is NULL; the one that is named `?2` comes first.
    static let list = """
        SELECT \(columns) FROM spreadsheet
        WHERE deleted_at IS NULL AND (user_id = ?1 OR ?1 IS NULL)
        ORDER BY user_id, name <> ?2, id
        """

    static let live = "SELECT \(columns) FROM spreadsheet WHERE id = ? AND deleted_at IS NULL"
    static let liveNamed = "SELECT id FROM spreadsheet WHERE user_id = ? AND name = ? AND deleted_at IS NULL"
    static let liveOfUser = "SELECT id FROM spreadsheet WHERE user_id = ? AND deleted_at IS NULL"

    /// Of all users.
    static let allNames = "SELECT id, name FROM spreadsheet WHERE deleted_at IS NULL"

    /// Those of all users but one, with the users' names.
    static let ofOthers = """
        SELECT spreadsheet.id, spreadsheet.name, "user".name FROM spreadsheet JOIN "user" ON "user".id = user_id
        WHERE user_id <> ? AND deleted_at IS NULL ORDER BY "user".name, spreadsheet.id
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

    /// The number of customers with each status.
    static let counts = "SELECT status, n FROM customer_count WHERE spreadsheet_id = ? AND n > 0"
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
