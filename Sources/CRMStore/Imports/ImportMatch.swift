import CRM

/// Finds the customer of a spreadsheet that a record of a file tells of.
enum ImportMatch {
    /// The first with the same number or address whose name may be the same person's; nil for none. Of a lead there is none.
    static func customer(of record: ImportedCustomer, in sheet: Spreadsheet.ID, _ db: any Session) throws -> Customer? {
        for question in questions(about: record, in: sheet, db) {
            let found = try db.rows(question.sql, question.arguments).map { Customer(row: $0) }
            if let same = found.first(where: { NameLikeness.areAlike($0.customerName, record.customer.customerName) }) { return same }
        }
        return nil
    }

    /// The statements that ``customer(of:in:_:)`` asks.
    static func questions(about record: ImportedCustomer, in sheet: Spreadsheet.ID, _ db: any Session) -> [SQLStatement] {
        guard record.lead == nil else { return [] }
        return [(ImportSQL.byPhone(db.dialect), record.keys.e164), (ImportSQL.byEmail(db.dialect), record.keys.email)].compactMap {
            sql, key in
            key.map { (sql, [$0, sheet]) }
        }
    }

    /// All that another record of the same file may be found by.
    static func keys(of record: ImportedCustomer) -> [String] {
        [record.keys.e164, record.keys.email, record.lead?.leadgenID].compactMap(\.self)
    }
}
