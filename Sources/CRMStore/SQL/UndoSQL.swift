import CRM

/// The steps of users that can be taken back and done again.
enum UndoSQL {
    static let insert = """
        INSERT INTO activity (user_id, author, at, kind, action, customer_id, spreadsheet_id, page_id, text, sentence, before,
            after, part_of, outcome, attempt, channel, template, undo_state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'done')
        """

    /// The step in a user's list that is taken back next, or done again.
    static func next(_ kind: StepKind, back: Bool, _ dialect: any Dialect) -> String {
        """
        SELECT * FROM activity WHERE user_id = ?1 AND undo_state = '\(back ? "done" : "undone")' AND sentence <> '' AND \(isOf(kind))
            AND \(dialect.isOwn("author", "?1"))
        ORDER BY id \(back ? "DESC" : "ASC") LIMIT 1
        """
    }

    /// Takes what was undone in a user's list out of the steps that can be done again.
    static func dropUndone(_ kind: StepKind, _ dialect: any Dialect) -> String {
        """
        UPDATE activity SET undo_state = 'dropped' WHERE user_id = ?1 AND undo_state = 'undone' AND \(isOf(kind))
            AND \(dialect.isOwn("author", "?1"))
        """
    }

    private static func isOf(_ kind: StepKind) -> String {
        "action \(kind == .pages ? "IN" : "NOT IN") ('\(ChangeRecord.Action.savePage.rawValue)', '\(ChangeRecord.Action.removePage.rawValue)')"
    }

    /// Takes all steps of a user out of the list.
    static let dropAll = "UPDATE activity SET undo_state = 'dropped' WHERE user_id = ? AND undo_state IN ('done', 'undone')"

    static let state = "SELECT undo_state FROM activity WHERE id = ?"
    static let setState = "UPDATE activity SET undo_state = ? WHERE id = ?"
    /// Takes a step out of the list, unless somebody has taken it back or done it again meanwhile. One that is done stands, with its line and in all
    /// counts, and loses the sentence that undo would say.
    static func drop(back: Bool) -> String {
        "UPDATE activity SET \(back ? "sentence = ''" : "undo_state = 'dropped'") WHERE id = ? AND undo_state = '\(back ? "done" : "undone")'"
    }

    // MARK: Steps with parts

    /// Those whose parts are on their way, with the way they go.
    static let underWay = """
        SELECT activity.id, user_id, back FROM step_under_way JOIN activity ON activity.id = activity_id ORDER BY activity_id
        """
    static let isUnderWay = "SELECT 1 FROM step_under_way WHERE activity_id = ?"
    static let step = "SELECT * FROM activity WHERE id = ?"
    static let countParts = "SELECT count(*) FROM activity WHERE part_of = ? AND undo_state = ?"
    static let beginParts = "INSERT INTO step_under_way (activity_id, back) VALUES (?, ?)"
    static let endParts = "DELETE FROM step_under_way WHERE activity_id = ?"
}
