/// Presence is told by notes, which any role may send: the server alone knows whose connection has sent one.
extension Schema {
    /// The user for whom a process of the server may tell a presence: that of its role, or of the owner's connections the one whom they name. NULL
    /// for nobody, also where the connection has ended meanwhile.
    static let speaking = """
        CREATE FUNCTION speaker(process bigint, named bigint) RETURNS bigint LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN (SELECT CASE WHEN member.role IS NOT NULL THEN member.user_id
                    WHEN pg_has_role(usesysid, current_user, 'USAGE') THEN (SELECT id FROM "user" WHERE id = named) END
                FROM pg_stat_activity LEFT JOIN member ON member.role = usename::text
                WHERE pid = process AND datname = current_database());
        END $$;
        REVOKE EXECUTE ON FUNCTION speaker(bigint, bigint) FROM PUBLIC;
        """
}
