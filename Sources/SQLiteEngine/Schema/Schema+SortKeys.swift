import CRM
import GRDB

extension Schema {
    /// E-mail addresses and remarks are sorted as names are, by folded keys, and numbers as they are written: SQLite itself knows neither accents
    /// nor capitals that are not ASCII. The indexes that lead by the columns themselves go; who sorts by one again has the new one made.
    ///
    /// `report` is told how many of how many customers are done.
    static func addSortKeys(_ db: Database, _ report: MigrationReport) throws {
        try db.execute(sql: sortKeys)
        let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM customer") ?? 0
        let writer = try db.makeStatement(sql: "UPDATE customer SET address_key = ?, remark_key = ? WHERE id = ?")
        try eachRow(db, "SELECT id, email, remark FROM customer WHERE id > ? ORDER BY id", report: { report($0, all) }) { row in
            let (address, remark) = (SearchText.sortKey(row[1] as String), SearchText.sortKey(row[2] as String))
            if !address.isEmpty || !remark.isEmpty { try writer.execute(arguments: [address, remark, row[0] as Int64]) }
        }
    }

    private static let sortKeys = """
        DROP INDEX IF EXISTS customer_by_phone_number;
        DROP INDEX IF EXISTS customer_by_email;
        DROP INDEX IF EXISTS customer_by_remark;
        -- The address as it is sorted; email_key is that by which a person is known again.
        ALTER TABLE customer ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE customer ADD COLUMN remark_key TEXT NOT NULL DEFAULT '';
        -- The number without the collation of its column.
        ALTER TABLE customer ADD COLUMN phone_key TEXT AS (phone_number) VIRTUAL;

        """

    /// The lengths are those of `SearchText`: what is sorted by is not as long as what somebody may have written.
    static let boundedOrders = """
        DROP INDEX IF EXISTS customer_by_phone_key;
        ALTER TABLE customer DROP COLUMN phone_key;
        ALTER TABLE customer ADD COLUMN phone_key TEXT AS (substr(phone_number, 1, 60)) VIRTUAL;
        UPDATE customer SET name_key = substr(name_key, 1, 240), company_key = substr(company_key, 1, 240),
            address_key = substr(address_key, 1, 240), remark_key = substr(remark_key, 1, 240)
        WHERE max(length(name_key), length(company_key), length(address_key), length(remark_key)) > 240;

        """
}
