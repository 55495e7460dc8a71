import CRM
import GRDB

extension Country {
    /// The country of the user who has the spreadsheet.
    static func of(sheet: Spreadsheet.ID, _ db: Database) throws -> Country? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT user.country FROM spreadsheet JOIN user ON user.id = user_id WHERE spreadsheet.id = ?"),
            arguments: [sheet]
        ).flatMap { Country($0) }
    }
}
