import CRM
import Foundation

extension CRMStore {
    public func spreadsheets(of user: User.ID?) throws -> [SpreadsheetSummary] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT id, user_id, name, description FROM spreadsheet
                WHERE deleted_at IS NULL AND (?1 IS NULL OR user_id = ?1)
                ORDER BY user_id, name <> ?2, id
                """, [user, Spreadsheet.metaAdsLeads])
            return try rows.map { row in
                let sheet = Spreadsheet(id: row[0], userID: row[1], name: row[2], description: row[3])
                return SpreadsheetSummary(spreadsheet: sheet, byStatus: try countsByStatus(db, sheet.id))
            }
        }
    }

    func countsByStatus(_ db: any Session, _ sheet: Spreadsheet.ID) throws -> [Status.ID: Int] {
        let rows = try db.rows("SELECT status, n FROM customer_count WHERE spreadsheet_id = ? AND n > 0", [sheet])
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    /// A spreadsheet that is there. Throws ``StoreError/spreadsheetGone`` otherwise.
    func liveSheet(_ db: any Session, _ id: Spreadsheet.ID) throws -> Spreadsheet {
        let row = try db.one("SELECT id, user_id, name, description FROM spreadsheet WHERE id = ? AND deleted_at IS NULL", [id])
        guard let row else { throw StoreError.spreadsheetGone }
        return Spreadsheet(id: row[0], userID: row[1], name: row[2], description: row[3])
    }

    func liveSheet(_ db: any Session, of user: User.ID, named name: String) throws -> Spreadsheet.ID? {
        try db.value(Int64.self, "SELECT id FROM spreadsheet WHERE user_id = ? AND name = ? AND deleted_at IS NULL", [user, name])
    }

    /// Throws unless the user has no spreadsheet of that name, `except` apart.
    func checkFree(_ db: any Session, _ name: String, of user: User.ID, except: Spreadsheet.ID? = nil) throws {
        if let other = try liveSheet(db, of: user, named: name), other != except { throw StoreError.spreadsheetNameTaken(name) }
    }

    func makeSheet(_ db: any Session, user: User.ID, name: String, description: String, at now: Date) throws -> Spreadsheet.ID {
        try db.insert(
            "INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (?, ?, ?, ?)",
            [user, name, description, now.milliseconds])
    }
}
