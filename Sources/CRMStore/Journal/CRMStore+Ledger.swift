import CRM
import Foundation

extension CRMStore {
    public func ledger(user: User.ID?) throws -> [LedgerRow] {
        try read { db in try db.rows(LedgerSQL.rows(db.dialect), [user]).map(ledgerRow) }
    }

    private func ledgerRow(_ row: SQLRow) -> LedgerRow {
        let form: String = row[1]
        return LedgerRow(
            pageID: row[0], formID: form.isEmpty ? nil : form, formName: row[2], meta: row[3], byWebhook: row[4], byCatchUp: row[5],
            waiting: row[6], failed: row[7])
    }
}
