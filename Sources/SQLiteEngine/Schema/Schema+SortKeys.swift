import CRM
import GRDB

extension Schema {
    /// E-mail addresses and remarks are sorted as names are, by folded keys, and numbers as they are written: SQLite itself knows neither accents
    /// nor capitals that are not ASCII. The indexes that lead by the columns themselves go; who sorts by one again has the new one made.
    ///
    /// `report` is told how many of how many customers are done. They are read slice by slice: the time grows with their number, the memory
    /// does not.
    static func addSortKeys(_ db: Database, _ report: MigrationReport) throws {
        try db.execute(sql: sortKeys)
        let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM customer") ?? 0
        var done = 0
        let reader = try db.makeStatement(sql: "SELECT id, email, remark FROM customer WHERE id > ? ORDER BY id LIMIT 1000")
        let writer = try db.makeStatement(sql: "UPDATE customer SET address_key = ?, remark_key = ? WHERE id = ?")
        var last: Int64 = 0
        while true {
            let slice = try Row.fetchAll(reader, arguments: [last])
            for row in slice {
                last = row[0]
                let (address, remark) = (SearchText.sortKey(row[1] as String), SearchText.sortKey(row[2] as String))
                if !address.isEmpty || !remark.isEmpty { try writer.execute(arguments: [address, remark, last]) }
            }
            if slice.count < 1000 { break }
            done += slice.count
            if done % 20_000 == 0 { report(done, all) }
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
}
