/// Leads as Meta told them, and the customers that they became.
enum LeadSQL {
    /// The columns in the order ``Lead/init(row:)`` reads them.
    private static let columns = [
        "leadgen_id", "page_id", "form_id", "form_name", "ad_id", "ad_name", "campaign_id", "campaign_name", "platform", "is_organic",
        "is_test", "created_time", "answers", "raw", "consent",
    ]

    private static let select = "SELECT \(columns.joined(separator: ", ")) FROM lead"

    static let one = "\(select) WHERE leadgen_id = ?"
    static let ofCustomer = "\(select) WHERE customer_id = ?"
    static let newestOfForm = "\(select) WHERE form_id = ? ORDER BY leadgen_id DESC LIMIT ?"
    static let ofFormAfter = "\(select) WHERE form_id = ? AND leadgen_id > ? ORDER BY leadgen_id LIMIT ?"

    /// The answers of the leads of many rows, and of the rows that were merged into them, with the moments of the leads.
    static func answers(_ dialect: any Dialect) -> String {
        """
        SELECT part.whole, lead.created_time, lead.answers FROM (
            SELECT value AS whole, value AS id FROM \(dialect.list("?1")) AS wanted
            UNION ALL
            SELECT customer.merged_into, customer.id FROM \(dialect.list("?1")) AS listed
                JOIN customer ON customer.merged_into = listed.value
        ) AS part JOIN lead ON lead.customer_id = part.id
        """
    }

    /// Writes the lead of a customer, in the place of one that is there.
    static let put = """
        INSERT INTO lead (customer_id, \(columns.joined(separator: ", ")))
        VALUES (?, \(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (customer_id) DO UPDATE SET \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    /// The customer of a lead, its row of its own, and the user, of all leads that are here.
    static let customer = """
        SELECT coalesce(customer.merged_into, customer.id), customer.id, spreadsheet.user_id FROM lead
        JOIN customer ON customer.id = lead.customer_id JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
        WHERE lead.leadgen_id = ? AND NOT \(ImportSQL.isTakenBack)
        """

    /// The line of the timeline that says where a customer came from.
    static let addLine = """
        INSERT INTO activity (at, kind, customer_id, spreadsheet_id, text, sentence) VALUES (?1, 'lead', ?2, ?3, ?4, ?4)
        """
}
