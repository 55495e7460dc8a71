/// Templates of messages.
enum TemplateSQL {
    static let list = "SELECT id, name, text FROM template WHERE user_id = ? ORDER BY position, id"
    static let ids = "SELECT id FROM template WHERE user_id = ? ORDER BY position, id"

    static let insert = "INSERT INTO template (user_id, position, name, text) VALUES (?, ?, ?, ?)"
    static let update = "UPDATE template SET name = ?, text = ? WHERE id = ? AND user_id = ?"
    static let delete = "DELETE FROM template WHERE id = ? AND user_id = ?"
    static let place = "UPDATE template SET position = ? WHERE id = ?"
}
