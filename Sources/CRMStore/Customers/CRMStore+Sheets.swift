import CRM
import Foundation

extension CRMStore {
    public func spreadsheets(of user: User.ID?) throws -> [SpreadsheetSummary] {
        try read { db in
            db.planOnce()
            let rows = try db.rows(SpreadsheetSQL.list, [user, Spreadsheet.metaAdsLeads])
            db.prefetch(rows.map { (SpreadsheetSQL.counts, [Spreadsheet(row: $0).id]) })
            let sheets = try rows.map { row in
                let sheet = Spreadsheet(row: row)
                return SpreadsheetSummary(
                    spreadsheet: sheet, byStatus: try countsByStatus(db, sheet.id), owner: row[4], shared: right(row[5]))
            }
            if let user {
                hints.note(sheets.map(\.spreadsheet.id).sorted(), of: user)
                hints.note(sheets.reduce(0) { $0 + $1.customers }, of: .user(user))
            }
            return sheets
        }
    }

    func countsByStatus(_ db: any Session, _ sheet: Spreadsheet.ID) throws -> [Status.ID: Int] {
        let rows = try db.rows(SpreadsheetSQL.counts, [sheet])
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    /// A spreadsheet that is there. Throws ``StoreError/spreadsheetGone`` otherwise.
    func liveSheet(_ db: any Session, _ id: Spreadsheet.ID) throws -> Spreadsheet {
        guard let row = try db.one(SpreadsheetSQL.live, [id]) else { throw StoreError.spreadsheetGone }
        return Spreadsheet(row: row)
    }

    func liveSheet(_ db: any Session, of user: User.ID, named name: String) throws -> Spreadsheet.ID? {
        try db.value(Int64.self, SpreadsheetSQL.liveNamed, [user, name])
    }

    /// The user's spreadsheet that is called so in any capitals, which alone make no other name; as it is written it counts first.
    func liveSheet(_ db: any Session, of user: User.ID, called name: String) throws -> Spreadsheet? {
        let own = try db.rows(SpreadsheetSQL.liveOwn, [user]).map { Spreadsheet(row: $0) }
        return own.first { $0.name == name } ?? own.first { $0.name.isSameName(as: name) }
    }

    /// Throws for a name by which the user sees a colleague's spreadsheet: one of their own would look the same.
    func checkOwn(_ db: any Session, _ name: String, of user: User.ID) throws {
        guard name.contains(SpreadsheetSummary.between) else { return }
        let seen = try db.rows(SpreadsheetSQL.list, [user, Spreadsheet.metaAdsLeads])
        for row in seen where row["user_id"] as User.ID != user {
            guard SpreadsheetSummary.title(row["name"], of: row["owner"]) == name else { continue }
            throw StoreError.othersSpreadsheet(row["name"], owner: row["owner"])
        }
    }

    /// Throws unless the user has no spreadsheet of that name, `except` apart, and sees none of a colleague by it.
    func checkFree(_ db: any Session, _ name: String, of user: User.ID, except: Spreadsheet.ID? = nil) throws {
        if let other = try liveSheet(db, of: user, called: name), other.id != except { throw StoreError.spreadsheetNameTaken(other.name) }
        try checkOwn(db, name, of: user)
    }

    func makeSheet(_ db: any Session, user: User.ID, name: String, description: String, at now: Date) throws -> Spreadsheet.ID {
        try db.insert(SpreadsheetSQL.insert, [user, name, description, now.milliseconds])
    }
}

extension Spreadsheet {
    /// A row of `id`, `user_id`, `name` and `description`.
    init(row: SQLRow) {
        self.init(id: row[0], userID: row[1], name: row[2], description: row[3])
    }
}
