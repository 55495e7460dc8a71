/// Rows of one person that were made one.
enum MergeSQL {
    /// The row that a row is a part of.
    static let whole = "SELECT merged_into FROM customer WHERE id = ?"

    /// The rows that were merged into a row, with their versions.
    static let parts = "SELECT id, version FROM customer WHERE merged_into = ? ORDER BY merged_into, id"

    /// Makes a row a part of another.
    static let merge = """
        UPDATE customer SET merged_into = ?, deleted_at = coalesce(deleted_at, ?), version = version + 1 WHERE id = ? AND version = ?
        """

    /// Makes a row its own again.
    static let split = """
        UPDATE customer SET merged_into = NULL, deleted_at = NULL, version = version + 1 WHERE id = ? AND version = ?
        """

    /// The leads of a spreadsheet that were merged into another row, the last first.
    static func joined(_ dialect: any Dialect) -> String {
        """
        SELECT id, merged_into FROM customer\(dialect.indexed(by: "customer_joined"))
        WHERE spreadsheet_id = ? AND merged_into IS NOT NULL AND leadgen_id IS NOT NULL ORDER BY id DESC LIMIT ?
        """
    }

    /// The parts of many rows, each behind the row it is a part of now, in the order of their arrival.
    static func partsOfMany(_ dialect: any Dialect) -> String {
        """
        SELECT customer.merged_into, customer.id FROM \(dialect.list("?")) AS wanted JOIN customer ON customer.merged_into = wanted.value
        ORDER BY customer.arrived_at, customer.id
        """
    }
}
