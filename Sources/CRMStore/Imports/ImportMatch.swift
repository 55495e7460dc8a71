import CRM

/// Finds the customer of a spreadsheet that a record of a file tells of.
enum ImportMatch {
    /// The first with the same number or address whose name may be the same person's; nil for none. Of a lead there is none.
    static func customer(of record: ImportedCustomer, in sheet: Spreadsheet.ID, _ db: any Session) throws -> Customer? {
        guard record.lead == nil else { return nil }
        for (statement, key) in [(ImportSQL.byPhone(db.dialect), record.keys.e164), (ImportSQL.byEmail(db.dialect), record.keys.email)] {
            guard let key else { continue }
            let found = try db.rows(statement, [key, sheet]).map { Customer(row: $0) }
            if let same = found.first(where: { NameLikeness.areAlike($0.customerName, record.customer.customerName) }) { return same }
        }
        return nil
    }
}
