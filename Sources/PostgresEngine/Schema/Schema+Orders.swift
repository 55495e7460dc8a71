/// The orders of a list. A salesperson's role makes no index, so that there is one for each order from the beginning.
extension Schema {
    /// The version in which the keys are bounded, and all have an index.
    static let ordersVersion = 37

    /// By what a telephone number is sorted: its beginning, for an index holds no text without bound.
    static let phoneKey = #"phone_key text COLLATE "C" GENERATED ALWAYS AS (left(phone_number, 60)) STORED"#

    /// Those that came with ``ordersVersion``.
    static let orderIndexes = ["phone_key", "address_key", "remark_key", "call_down"].map(orderIndex).joined()

    /// An index by which a spreadsheet is sorted, with the id where values are the same.
    static func orderIndex(by column: String) -> String {
        "CREATE INDEX customer_by_\(column) ON customer(spreadsheet_id, \(column), place) WHERE deleted_at IS NULL;\n"
    }

    /// The lengths are those of `SearchText`. The new column has the table written anew, without the long keys that were there before: an index
    /// that is made in the same transaction would hold these as well.
    static let boundedOrders = """
        UPDATE customer SET name_key = left(name_key, 240), company_key = left(company_key, 240),
            address_key = left(address_key, 240), remark_key = left(remark_key, 240)
        WHERE greatest(length(name_key), length(company_key), length(address_key), length(remark_key)) > 240;
        ALTER TABLE customer DROP COLUMN phone_key;
        ALTER TABLE customer ADD COLUMN \(phoneKey);
        \(orderIndexes)
        """
}
