/// Applying a form's mapping to the leads that are here: one step, with a part for each customer that it changes.
enum RemapSQL {
    // MARK: The step

    static let describe = "UPDATE activity SET sentence = ? WHERE id = ?"
    static let remove = "DELETE FROM activity WHERE id = ?"
    static let user = "SELECT user_id FROM activity WHERE id = ?"
    /// The step while it stands.
    static let standing = "SELECT * FROM activity WHERE id = ? AND undo_state = 'done'"

    static let mostParts = 200
    /// The next parts of a step that are in a state, behind one.
    static let parts = "SELECT * FROM activity WHERE part_of = ? AND undo_state = ? AND id > ? ORDER BY id LIMIT \(mostParts)"

    // MARK: Leads and their customers

    /// The row that a lead of a user came as, its answers, its form's name, and the one that its customer shows.
    static let lead = """
        SELECT lead.customer_id, answers, lead.form_name,
            CASE customer.leadgen_id WHEN lead.leadgen_id THEN customer.form_name ELSE lead.form_name END
        FROM lead JOIN customer ON customer.id = lead.customer_id JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
        WHERE lead.leadgen_id = ? AND user_id = ?
        """

    /// The steps that stand and in which a person edited a customer.
    static let edits = """
        SELECT * FROM activity WHERE customer_id = ? AND action = 'editCustomer' AND part_of IS NULL AND undo_state = 'done'
        """

    static let relabelLead = "UPDATE lead SET answers = ?, form_name = ? WHERE leadgen_id = ?"
    /// Checks no version: nothing else writes the form's name, and whether it is this lead's row stands in the statement.
    static let relabelCustomer = "UPDATE customer SET form_name = ? WHERE id = ? AND leadgen_id = ?"
}
