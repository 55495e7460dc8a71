/// Users.
enum UserSQL {
    /// Those for whom the connection's role may work.
    static func list(_ dialect: any Dialect) -> String {
        #"SELECT id, name, country FROM "user" WHERE \#(dialect.worksFor("id")) ORDER BY id"#
    }
    /// Those whose names it may know.
    static let known = #"SELECT id, name FROM "user""#
    static let name = #"SELECT name FROM "user" WHERE id = ?"#
    static let names = #"SELECT name FROM "user" ORDER BY id"#

    /// The user who has a spreadsheet.
    static let ofSheet = """
        SELECT "user".id, "user".name, "user".country FROM spreadsheet JOIN "user" ON "user".id = user_id WHERE spreadsheet.id = ?
        """

    static let insert = #"INSERT INTO "user" (name, created_at, country) VALUES (?, ?, ?)"#
    static let rename = #"UPDATE "user" SET name = ? WHERE id = ?"#
    /// The lines that bear a name go on doing so: whoever gets that name later has not written them.
    static let renameAuthor = "UPDATE activity SET author = ? WHERE author = ?"
    static let setCountry = #"UPDATE "user" SET country = ? WHERE id = ?"#

    /// The steps of a user that hold the settings of pages.
    static let removePageSteps = "DELETE FROM activity WHERE user_id = ? AND page_id IS NOT NULL"
    static let remove = #"DELETE FROM "user" WHERE id = ?"#

    // MARK: Telephone numbers

    /// All spreadsheets of a user, deleted ones too.
    static let sheets = "SELECT id FROM spreadsheet WHERE user_id = ?"

    /// The customers of a spreadsheet behind one, deleted ones too, whose number names no country itself.
    static let nationalNumbers = """
        SELECT \(CustomerSQL.columns), phone_e164, search_text FROM customer
        WHERE spreadsheet_id = ? AND id > ? AND substr(phone_number, 1, 1) <> '+' ORDER BY id LIMIT ?
        """
    /// Writes keys that follow from the columns of the version that was read. The columns stay, so the version does too.
    static let setNumber = "UPDATE customer SET phone_e164 = ?, search_text = ? WHERE id = ? AND version = ?"
}

/// The preferences of each user.
enum PreferenceSQL {
    static let list = "SELECT name, value FROM preference WHERE user_id = ?"
    static let remove = "DELETE FROM preference WHERE user_id = ? AND name = ?"
    /// Those of all users whose names begin so.
    static let removeAll = "DELETE FROM preference WHERE substr(name, 1, length(?1)) = ?1"
    static let set = """
        INSERT INTO preference (user_id, name, value) VALUES (?, ?, ?)
        ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value
        """
}
