import CRM

/// The events of customers.
enum TimelineSQL {
    /// Of a row of `activity`, under the name that it has in a statement: it was done and not taken back, or is nobody's to take back.
    static func stands(_ step: String = "activity") -> String { "(\(step).undo_state IS NULL OR \(step).undo_state = 'done')" }

    /// The lines of a customer, the newest first. What was undone is as if it had not been; a deletion stays, because its restoring
    /// follows it.
    static func lines(_ dialect: any Dialect) -> String {
        let call = ["fields", CustomerField.nextCallDate.rawValue]
        return """
            SELECT id, kind, at, author, text, \(dialect.text(in: "before", at: call)), \(dialect.text(in: "after", at: call))
            FROM activity
            WHERE customer_id = ? AND (\(stands()) OR kind = 'deleted')
            ORDER BY at DESC, id DESC LIMIT ?
            """
    }

    /// The events of the customers of the spreadsheet `?1` since `?2`, the newest first; those of deleted customers are left out.
    static func recent(_ dialect: any Dialect, of kind: Activity.Kind?) -> String {
        let call = ["fields", CustomerField.nextCallDate.rawValue]
        return """
            SELECT activity.id, activity.kind, activity.at, activity.author, activity.text,
                \(dialect.text(in: "activity.before", at: call)), \(dialect.text(in: "activity.after", at: call)),
                customer.id, customer.customer_name
            FROM activity\(dialect.indexed(by: "activity_recent")) JOIN customer ON customer.id = activity.customer_id
            WHERE activity.spreadsheet_id = ?1 AND activity.at >= ?2 AND customer.deleted_at IS NULL
                AND \(stands())\(kind.map { " AND activity.kind = '\($0.rawValue)'" } ?? "")
            ORDER BY activity.at DESC, activity.id DESC LIMIT ?3
            """
    }

    /// The words that people wrote about a customer, the newest first: notes, and those of calls.
    static func notes(_ dialect: any Dialect) -> String {
        let note = dialect.text(in: "after", at: ["note"])
        return """
            SELECT CASE kind WHEN 'noted' THEN text ELSE \(note) END FROM activity
            WHERE customer_id = ? AND (kind = 'noted' OR kind = 'called' AND \(note) IS NOT NULL)
                AND \(stands())
            ORDER BY at DESC, id DESC LIMIT ?
            """
    }

    /// The import that a customer came with: one line stands for all of its customers.
    static let importLine = """
        SELECT activity.id, activity.at, activity.author, spreadsheet.name FROM customer
        JOIN activity ON activity.id = customer.import_step JOIN spreadsheet ON spreadsheet.id = activity.spreadsheet_id
        WHERE customer.id = ? AND activity.undo_state <> 'undone'
        """

    /// When the status of a customer was changed last.
    static func lastStatusChange(_ dialect: any Dialect) -> String {
        """
        SELECT max(at) FROM activity
        WHERE customer_id = ? AND \(stands())
            AND \(dialect.text(in: "after", at: ["fields", CustomerField.status.rawValue])) IS NOT NULL
        """
    }

    /// A customer's lines come along into another spreadsheet.
    static let move = "UPDATE activity SET spreadsheet_id = ? WHERE customer_id = ?"

    /// A line that is no step, and so nobody's to undo.
    static let add = """
        INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// The same for the customer `?4`, in whatever spreadsheet that is, by the user with the name `?1`.
    static let addToCustomer = """
        INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence, outcome, after)
        SELECT (SELECT id FROM "user" WHERE name = ?1), ?1, ?2, ?3, id, spreadsheet_id, ?5, ?5, ?6, ?7 FROM customer WHERE id = ?4
        """
}
