/// Templates of messages.
enum TemplateSQL {
    static let list = "SELECT id, name, subject, text FROM template WHERE user_id = ? ORDER BY position, id"

    static let add = "INSERT INTO template (user_id, position, name, subject, text) VALUES (?, ?, ?, ?, ?)"
    /// The same with the id that it had before.
    static let addAgain = "INSERT INTO template (id, user_id, position, name, subject, text) VALUES (?, ?, ?, ?, ?, ?)"
    static let update = "UPDATE template SET name = ?, subject = ?, text = ? WHERE id = ?"
    static let delete = "DELETE FROM template WHERE id = ?"
    static let deleteAll = "DELETE FROM template WHERE user_id = ?"
    static let place = "UPDATE template SET position = ? WHERE id = ?"
}
