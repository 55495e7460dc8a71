/// Rows of one person that were made one.
enum MergeSQL {
    /// The row that a row is a part of.
    static let whole = "SELECT merged_into FROM customer WHERE id = ?"

    /// The rows that were merged into a row, with their versions.
    static let parts = "SELECT id, version FROM customer WHERE merged_into = ? ORDER BY merged_into, id"

    /// Makes a row a part of `?3`, or its own again where that is NULL.
    static let put = """
        UPDATE customer SET merged_into = ?3, deleted_at = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(deleted_at, ?4) END,
            version = version + 1
        WHERE id = ?1 AND version = ?2
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
