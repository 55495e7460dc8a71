/// Calls that are being made now, one for a session.
enum PresenceSQL {
    static let put = """
        INSERT INTO call_under_way (session, customer_id, author, began_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (session) DO UPDATE SET customer_id = excluded.customer_id, author = excluded.author, began_at = excluded.began_at
        """
    static let others = """
        SELECT author, began_at FROM call_under_way WHERE customer_id = ? AND session <> ? ORDER BY began_at, session
        """
    /// The row is called by somebody since a moment between `?2` and `?3`.
    static let isCalled = "SELECT 1 FROM call_under_way WHERE customer_id = ?1 AND began_at > ?2 AND began_at <= ?3"
    static let end = "DELETE FROM call_under_way WHERE session = ?"
    /// Those that began before a moment, or after another.
    static let forget = "DELETE FROM call_under_way WHERE began_at < ? OR began_at > ?"
}
