import CRM
import GRDB

extension Schema {
    /// The numbers and addresses by which a person is known again.
    static func addPhones(_ db: Database) throws {
        try db.execute(sql: phones)
        let writer = try db.makeStatement(sql: "UPDATE customer SET phone_e164 = ?, email_key = ?, search_text = ? WHERE id = ?")
        try eachRow(db, "SELECT id, phone_number, email, search_text FROM customer WHERE id > ? ORDER BY id") { row in
            let id: Int64 = row[0]
            // Nobody has said yet where the users are.
            let e164 = PhoneNumber.e164(of: row[1], country: nil)
            let email = EmailKey.of(row[2])
            guard e164 != nil || email != nil else { return }
            var text: String = row[3]
            if let e164, !text.contains(e164) { text += "\n" + e164 }
            try writer.execute(arguments: [e164, email, text, id])
        }
        for index in contactIndexes { try db.execute(sql: index.sql) }
    }

    /// Indexes by which the other rows of the same person are found, and counted without a look at the rows themselves.
    static let contactIndexes = ["phone_e164", "email_key"].map { column in
        Index(
            name: "customer_with_\(column)",
            sql: """
                CREATE INDEX customer_with_\(column) ON customer(\(column), spreadsheet_id, is_test)
                    WHERE \(column) IS NOT NULL AND deleted_at IS NULL;
                """)
    }

    /// They had no spreadsheet and no test in them before.
    static func remakeContactIndexes(_ db: Database) throws {
        for index in contactIndexes { try db.execute(sql: "DROP INDEX \(index.name); \(index.sql)") }
    }

    private static let phones = """
        -- Two capital letters (ISO 3166): where telephone numbers without a country code belong.
        ALTER TABLE user ADD COLUMN country TEXT CHECK (country GLOB '[A-Z][A-Z]');
        -- Worked out of phone_number and of email at every write; NULL where there is none.
        ALTER TABLE customer ADD COLUMN phone_e164 TEXT CHECK (phone_e164 GLOB '+[1-9]*');
        ALTER TABLE customer ADD COLUMN email_key TEXT CHECK (email_key <> '');

        """
}
