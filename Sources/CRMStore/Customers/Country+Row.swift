import CRM

extension Country {
    /// The country of the user who has the spreadsheet.
    static func of(sheet: Spreadsheet.ID, _ db: any Session) throws -> Country? {
        try db.value(String.self, SpreadsheetSQL.country, [sheet]).flatMap { Country($0) }
    }

    /// The country of the user who has the spreadsheet of the customer.
    static func of(customer: Customer.ID, _ db: any Session) throws -> Country? {
        try db.value(String.self, SpreadsheetSQL.countryOfCustomer, [customer]).flatMap { Country($0) }
    }
}
