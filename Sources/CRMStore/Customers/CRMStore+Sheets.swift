import CRM
import Foundation
import GRDB

extension CRMStore {
    public func spreadsheets(of user: User.ID?) throws -> [SpreadsheetSummary] {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, user_id, name, description FROM spreadsheet
                        WHERE deleted_at IS NULL AND (?1 IS NULL OR user_id = ?1)
                        ORDER BY user_id, name <> ?2, id
                        """), arguments: [user, Spreadsheet.metaAdsLeads])
            return try rows.map { row in
                let sheet = Spreadsheet(id: row[0], userID: row[1], name: row[2], description: row[3])
                return SpreadsheetSummary(spreadsheet: sheet, byStatus: try countsByStatus(db, sheet.id))
            }
        }
    }

    func countsByStatus(_ db: Database, _ sheet: Spreadsheet.ID) throws -> [Status.ID: Int] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT status, n FROM customer_count WHERE spreadsheet_id = ? AND n > 0"), arguments: [sheet])
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    /// A spreadsheet that is there. Throws ``StoreError/spreadsheetGone`` otherwise.
    func liveSheet(_ db: Database, _ id: Spreadsheet.ID) throws -> Spreadsheet {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, user_id, name, description FROM spreadsheet WHERE id = ? AND deleted_at IS NULL"),
            arguments: [id])
        guard let row else { throw StoreError.spreadsheetGone }
        return Spreadsheet(id: row[0], userID: row[1], name: row[2], description: row[3])
    }

    func liveSheet(_ db: Database, of user: User.ID, named name: String) throws -> Spreadsheet.ID? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM spreadsheet WHERE user_id = ? AND name = ? AND deleted_at IS NULL"),
            arguments: [user, name])
    }

    /// Throws unless the user has no spreadsheet of that name, `except` apart.
    func checkFree(_ db: Database, _ name: String, of user: User.ID, except: Spreadsheet.ID? = nil) throws {
        if let other = try liveSheet(db, of: user, named: name), other != except { throw StoreError.spreadsheetNameTaken(name) }
    }

    func makeSheet(_ db: Database, user: User.ID, name: String, description: String, at now: Date) throws -> Spreadsheet.ID {
        try db.execute(
            sql: "INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (?, ?, ?, ?)",
            arguments: [user, name, description, now.milliseconds])
        return db.lastInsertedRowID
    }
}
