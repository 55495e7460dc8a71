/// Queries that users have given names.
enum ViewSQL {
    static let list = "SELECT id, name, query FROM saved_view WHERE user_id = ? ORDER BY position, id"
    static let add = "INSERT INTO saved_view (user_id, position, name, query) VALUES (?, ?, ?, ?)"
    static let put = "INSERT INTO saved_view (id, user_id, position, name, query) VALUES (?, ?, ?, ?, ?)"
    static let removeAll = "DELETE FROM saved_view WHERE user_id = ?"
}
