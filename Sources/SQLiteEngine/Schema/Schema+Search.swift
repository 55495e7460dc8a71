import CRM
import Foundation
import GRDB

extension Schema {
    /// Text as it is compared and sorted now, and numbers as they are read now. Indexes are faster built at the end than kept true meanwhile.
    ///
    /// `report` is told how many of how many are done.
    static func refold(_ db: Database, _ report: MigrationReport) throws {
        try db.execute(sql: keys)
        let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM customer") ?? 0
        let writer = try db.makeStatement(
            sql: "UPDATE customer SET phone_e164 = ?, email_key = ?, search_text = ?, name_key = ?, company_key = ? WHERE id = ?")
        let rows = """
            SELECT customer.id, customer_name, company_name, phone_number, email, remark, country FROM customer
            JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id JOIN user ON user.id = spreadsheet.user_id
            WHERE customer.id > ? ORDER BY customer.id
            """
        try eachRow(db, rows, report: { report($0, all) }) { row in
            let customer = Customer(
                id: row[0], spreadsheetID: 0, customerName: row[1], companyName: row[2], phoneNumber: row[3], email: row[4],
                remark: row[5], createdAt: .distantPast)
            let keys = CustomerKeys(customer, in: (row["country"] as String?).flatMap { Country($0) })
            try writer.execute(arguments: [keys.e164, keys.email, keys.searchText, keys.name, keys.company, customer.id])
        }
        for index in contactIndexes { try db.execute(sql: index.sql) }
        try db.execute(sql: mergedContactIndexes)
        for column in ["name_key", "company_key"] { try db.execute(sql: orderIndex(by: column).sql) }
    }

    private static let mergedContactIndexes = """
        CREATE INDEX customer_merged_phone_e164 ON customer(phone_e164) WHERE phone_e164 IS NOT NULL AND merged_into IS NOT NULL;
        CREATE INDEX customer_merged_email_key ON customer(email_key) WHERE email_key IS NOT NULL AND merged_into IS NOT NULL;

        """

    private static let keys = """
        DROP INDEX customer_by_customer_name;
        DROP INDEX customer_by_company_name;
        DROP INDEX customer_with_phone_e164;
        DROP INDEX customer_with_email_key;
        DROP INDEX customer_merged_phone_e164;
        DROP INDEX customer_merged_email_key;
        -- Names as they are sorted: SQLite itself knows neither accents nor capitals that are not ASCII.
        ALTER TABLE customer ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE customer ADD COLUMN company_key TEXT NOT NULL DEFAULT '';

        """
}
