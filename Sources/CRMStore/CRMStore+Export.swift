import CRM
import Foundation
import GRDB

extension CRMStore {
    /// By user, then in the order of ``spreadsheets(of:)``, each spreadsheet oldest first. Read in portions, so that `each` may
    /// take its time, and may read and write the store itself.
    public func export(user: User.ID?, spreadsheet: String?, _ each: (ExportRow) throws -> Void) throws {
        let names = Dictionary(try users().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for summary in try spreadsheets(of: user) where spreadsheet == nil || summary.spreadsheet.name == spreadsheet {
            let sheet = summary.spreadsheet
            let sql = SheetSQL(query: SheetQuery(sheet.id, order: SheetOrder(.arrival)), words: [], expected: nil)
            var side = SheetSQL.Side.all(backwards: false)
            while true {
                let statement = sql.rows(side, limit: 500)
                let portion = try read { db in
                    try Row.fetchAll(db.cachedStatement(sql: statement.sql), arguments: statement.arguments).map { row in
                        let customer = Customer(row: row)
                        return ExportRow(
                            user: names[sheet.userID] ?? "", spreadsheet: sheet.name, customer: customer,
                            lead: customer.lead == nil ? nil : try Lead.fetch(db, of: customer.id))
                    }
                }
                for row in portion { try each(row) }
                guard let last = portion.last, portion.count == 500 else { break }
                side = .after(sql.place(of: last.customer))
            }
        }
    }
}
