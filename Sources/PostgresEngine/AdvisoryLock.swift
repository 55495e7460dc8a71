/// The locks of a database that stand for no row. PostgreSQL keeps them apart from those of other databases, and gives them back when the
/// transaction or the connection that holds them ends, however it ends.
package enum AdvisoryLock: Int32, CaseIterable {
    /// Held by each transaction that writes.
    case writing = 1
    /// Held while the tables are made or looked at.
    case opening = 3

    /// "Lead": other programs may have locks of their own in the same database.
    static let program: Int32 = 0x4C65_6164

    /// The locks of leads, each by a number that is worked out of its id.
    static let leads = program + 1

    /// The arguments of PostgreSQL's functions.
    package var key: String { "\(AdvisoryLock.program), \(rawValue)" }

    private static let numbers = allCases.map { String($0.rawValue) }.joined(separator: ", ")

    /// The connections beside this one that hold any of the locks, for people; nil for none. The server tells all roles whose they are, and its
    /// administrator from where and since when.
    static func holder(on connection: Connection) throws -> String? {
        try connection.text(
            """
            SELECT string_agg(DISTINCT 'a connection of the role ' || usename || coalesce(' from ' || host(client_addr), '')
                || coalesce(' in a transaction of ' || round(extract(epoch FROM clock_timestamp() - xact_start)) || ' s', ''), ', ')
            FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid() AND classid = ?::bigint::oid
                AND objid::bigint IN (\(numbers))
                AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, [program])
    }
}
