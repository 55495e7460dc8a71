/// Customers, each a row of its own.
enum CustomerSQL {
    /// The columns of a customer in the order ``Customer/init(row:)`` reads them.
    static let columnNames = [
        "id", "spreadsheet_id", "customer_name", "company_name", "phone_number", "email", "remark", "status", "next_call_date",
        "next_call_time", "leadgen_id", "form_name", "is_test", "lead_created_at", "created_at", "first_touched_at", "version",
        "attempts", "last_contact_at", "last_outcome", "do_not_call_at", "do_not_call_by", "wrong_number", "lost_reason",
        "claimed_by", "claimed_at",
    ]
    static let columns = columns(of: "customer")
    static func columns(of rows: String) -> String { columnNames.map { "\(rows).\($0)" }.joined(separator: ", ") }

    static let newest = "SELECT max(id) FROM customer"
    static let any = "SELECT \(columns) FROM customer WHERE id = ?"

    static let live = """
        SELECT \(columns) FROM customer JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
        WHERE customer.id = ? AND customer.deleted_at IS NULL AND spreadsheet.deleted_at IS NULL
        """

    /// The spreadsheet, deleted or not, of a customer that is not deleted.
    static let sheet = sheet("?")
    /// The same of the customer that an expression names.
    static func sheet(_ customer: String) -> String { "SELECT spreadsheet_id FROM customer WHERE id = \(customer) AND deleted_at IS NULL" }

    static let insert = """
        INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status,
            next_call_date, next_call_time, search_text, arrived_at, leadgen_id, form_name, is_test, lead_created_at,
            created_at, first_touched_at, phone_e164, email_key, name_key, company_key, address_key, remark_key, import_step,
            more_text, campaign_name, first_wait, is_ended)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
            ?25, ?26, ?27,
            CASE WHEN EXISTS (SELECT 1 FROM ended_status WHERE status = ?7) THEN 1 ELSE 0 END)
        """

    /// The columns that are written together, since they say one thing or follow from it.
    enum Part: CaseIterable {
        case name, company, phone, email, remark, status, nextCall, firstTouch, contact
        /// The text that is searched follows from the seven columns.
        case searchText

        var columns: [String] {
            switch self {
            case .name: ["customer_name", "name_key"]
            case .company: ["company_name", "company_key"]
            case .phone: ["phone_number", "phone_e164"]
            case .email: ["email", "email_key", "address_key"]
            case .remark: ["remark", "remark_key"]
            case .status: ["status"]
            case .nextCall: ["next_call_date", "next_call_time"]
            case .firstTouch: ["first_touched_at", "first_wait"]
            case .contact:
                [
                    "attempts", "last_contact_at", "last_outcome", "do_not_call_at", "do_not_call_by", "wrong_number", "lost_reason",
                ]
            case .searchText: ["search_text"]
            }
        }

        /// It is one of the seven columns.
        var isSearched: Bool { ![.firstTouch, .contact, .searchText].contains(self) }
    }

    /// Writes some parts, each as its columns stand, then takes the id and the version that was read. What is not named costs nothing: an
    /// engine writes the indexes and runs the triggers of the named columns, whether their values are others or not.
    static func update(_ parts: [Part]) -> String {
        let columns = parts.flatMap(\.columns).map { "\($0) = ?" } + ["version = version + 1"]
        return "UPDATE customer SET \(columns.joined(separator: ", ")) WHERE id = ? AND version = ?"
    }

    /// Keeps the text that is searched beside the columns. Counts no version up: it follows from leads and notes, and is no part of what a person reads and
    /// changes.
    static let setBeside = "UPDATE customer SET more_text = ?1 WHERE id = ?2 AND more_text <> ?1"
    /// The same text of the rows that were merged into a row.
    static let partsBeside = "SELECT more_text FROM customer WHERE merged_into = ? AND more_text <> '' ORDER BY merged_into, id"

    static let setDeleted = "UPDATE customer SET deleted_at = ?, version = version + 1 WHERE id = ? AND version = ?"

    static let move = "UPDATE customer SET spreadsheet_id = ?, version = version + 1 WHERE id = ? AND version = ?"

    /// The rows that were merged into a row, with their spreadsheets and versions.
    static let placesOfParts = "SELECT id, spreadsheet_id, version FROM customer WHERE merged_into = ? ORDER BY merged_into, id"

    /// The number of calls in each hour of a day in the spreadsheets that the user `?1` reads; those without a time stand under NULL.
    ///
    /// The key of the order by next call has no date for those whose work has ended, and an index.
    static let callsByHour = """
        SELECT CAST(substr(next_call_time, 1, 2) AS INTEGER), count(*) FROM spreadsheet
        JOIN customer ON customer.spreadsheet_id = spreadsheet.id
        WHERE \(ShareSQL.seen(by: "?1")) AND spreadsheet.deleted_at IS NULL AND customer.deleted_at IS NULL
            AND call_up >= ?2 AND call_up < ?3 AND customer.id IS DISTINCT FROM ?4 AND \(ShareSQL.isFree(for: "?1"))
        GROUP BY 1
        """

    // MARK: Statuses that end the work

    static let endedStatuses = "SELECT status FROM ended_status"
    static let forgetEndedStatuses = "DELETE FROM ended_status"
    static let addEndedStatus = "INSERT INTO ended_status (status) VALUES (?)"

    /// Counts no version up: `is_ended` follows from the status and the settings, is no part of what a person reads and changes, and a
    /// write of the status works it out anew.
    static let noteEnded = """
        UPDATE customer SET is_ended = 1 - is_ended
        WHERE is_ended <> CASE WHEN status IN (SELECT status FROM ended_status) THEN 1 ELSE 0 END
        """
}
