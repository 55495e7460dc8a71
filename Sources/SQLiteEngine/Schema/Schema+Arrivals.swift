extension Schema {
    /// Insights read two things: counts of the customers that came in each quarter of an hour, by status, kept by triggers as the counts of a
    /// spreadsheet are; and an index that has all that is asked of a lead.
    static let arrivals = """
        CREATE TABLE arrival_count (
            spreadsheet_id INTEGER NOT NULL REFERENCES spreadsheet(id) ON DELETE CASCADE,
            quarter INTEGER NOT NULL,
            status TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n >= 0),
            PRIMARY KEY (spreadsheet_id, quarter, status)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO arrival_count
            SELECT spreadsheet_id, \(quarter("customer")), status, count(*) FROM customer WHERE \(isCounted("customer")) GROUP BY 1, 2, 3;
        CREATE TRIGGER customer_arrived AFTER INSERT ON customer WHEN \(isCounted("NEW")) BEGIN
            \(countOne)
        END;
        CREATE TRIGGER customer_arrival_gone AFTER DELETE ON customer WHEN \(isCounted("OLD")) BEGIN
            \(discountOne)
        END;
        CREATE TRIGGER customer_arrival_recounted_old AFTER UPDATE OF spreadsheet_id, status, deleted_at ON customer
            WHEN \(isCounted("OLD")) BEGIN
            \(discountOne)
        END;
        CREATE TRIGGER customer_arrival_recounted_new AFTER UPDATE OF spreadsheet_id, status, deleted_at ON customer
            WHEN \(isCounted("NEW")) BEGIN
            \(countOne)
        END;

        ALTER TABLE customer ADD COLUMN campaign_name TEXT;
        UPDATE customer SET campaign_name = (SELECT campaign_name FROM lead WHERE lead.customer_id = customer.id)
            WHERE leadgen_id IS NOT NULL;
        CREATE INDEX customer_leads
            ON customer(spreadsheet_id, arrived_at, status, campaign_name, form_name, lead_created_at, first_touched_at)
            WHERE deleted_at IS NULL AND leadgen_id IS NOT NULL AND is_test = 0;

        """

    private static func isCounted(_ row: String) -> String { "\(row).deleted_at IS NULL AND ifnull(\(row).is_test, 0) = 0" }

    private static func quarter(_ row: String) -> String { "\(row).arrived_at / 900000" }

    private static let countOne = """
        INSERT INTO arrival_count VALUES (NEW.spreadsheet_id, \(quarter("NEW")), NEW.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
        """

    private static let discountOne = """
        UPDATE arrival_count SET n = n - 1
            WHERE spreadsheet_id = OLD.spreadsheet_id AND quarter = \(quarter("OLD")) AND status = OLD.status;
        """
}
