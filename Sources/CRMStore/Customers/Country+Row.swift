import CRM

extension Country {
    /// The country of the user who has the spreadsheet.
    static func of(sheet: Spreadsheet.ID, _ db: any Session) throws -> Country? {
        try db.value(String.self, "SELECT user.country FROM spreadsheet JOIN user ON user.id = user_id WHERE spreadsheet.id = ?", [sheet])
            .flatMap { Country($0) }
    }
}
