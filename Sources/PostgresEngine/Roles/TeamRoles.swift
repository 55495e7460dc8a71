import CRM
import CRMStore

/// The roles of the server that have a part in the data, as the owner of the tables gives it, within a transaction.
///
/// What a role may do with a table it has from a group of this database and part; whose rows are its own stands in the table `member`. Roles
/// and groups are the whole server's, the rights and that table the database's: the same role may have another part in another one, or none.
struct TeamRoles {
    let connection: Connection
    /// Of the database, for people.
    let location: String

    /// Bytes that the server takes for a name.
    private static let longestName = 63

    /// Gives a role its part, and makes it where it is not there: it may log in then, and has no password.
    func grant(_ part: TeamPart, to role: String, of user: String?) throws {
        guard !role.isEmpty, role.utf8.count <= TeamRoles.longestName else {
            throw StoreError.invalid(
                "The name of a role has 1 to \(TeamRoles.longestName) bytes. Choose another name; the user keeps theirs.")
        }
        try checkOwner()
        let id = try part == .serve ? nil : user.map(number)
        try checkRights()
        if try isThere(role) { try checkGuarded(role) } else { try connection.command("CREATE ROLE \(Connection.quoted(role)) LOGIN") }
        for other in TeamPart.allCases where other != part { try leave(other, role) }
        let group = try group(part)
        if try !isThere(group) { try connection.command("CREATE ROLE \(Connection.quoted(group))") }
        try give(part, to: group)
        try connection.command("GRANT \(Connection.quoted(group)) TO \(Connection.quoted(role))")
        _ = try connection.query(
            """
            INSERT INTO member (role, part, user_id) VALUES (?, ?, ?)
            ON CONFLICT (role) DO UPDATE SET part = excluded.part, user_id = excluded.user_id
            """, [role, part.rawValue, id])
    }

    /// Takes a role's part away: from its next statement on it reads and writes nothing. The role itself stays, for other databases may know it.
    /// Gives whether the server has it.
    func revoke(_ role: String) throws -> Bool {
        try checkOwner()
        let known = try members()
        guard let member = known.first(where: { $0.role == role }) else {
            let names = known.isEmpty ? "none has" : known.map(\.role).joined(separator: ", ")
            throw StoreError.invalid("The role \(role) has no part in the database \(location) (those that have one: \(names)).")
        }
        let isThere = try isThere(role)
        if isThere { try leave(member.part, role) }
        _ = try connection.query("DELETE FROM member WHERE role = ?", [role])
        return isThere
    }

    /// Gives the groups the rights of this version.
    func renew() throws {
        for part in TeamPart.allCases {
            let group = try group(part)
            if try isThere(group) { try give(part, to: group) }
        }
    }

    func members() throws -> [TeamMember] {
        let result = try connection.query(
            """
            SELECT role, part, "user".name, EXISTS (
                SELECT 1 FROM pg_auth_members JOIN pg_roles AS one ON one.oid = member JOIN pg_roles AS whole ON whole.oid = roleid
                WHERE one.rolname = role AND whole.rolname = current_database() || '_' || part
            )::int FROM member LEFT JOIN "user" ON "user".id = user_id ORDER BY role
            """)
        return (0..<result.rowCount).compactMap { row in
            guard let role = String(sqlValue: result.value(row: row, column: 0)),
                let part = String(sqlValue: result.value(row: row, column: 1)).flatMap(TeamPart.init)
            else { return nil }
            return TeamMember(
                role: role, part: part, user: String(sqlValue: result.value(row: row, column: 2)),
                isGiven: Int(sqlValue: result.value(row: row, column: 3)) == 1)
        }
    }

    /// Whether the role of this connection may see the members: the owner of the tables.
    func mayList() throws -> Bool { try isTrue("SELECT has_table_privilege('member', 'SELECT')::int") }

    // MARK: Parts of it

    private func database() throws -> String { try connection.text("SELECT current_database()::text") ?? "" }

    /// A copy of the database, or one that was restored, is open to all again until the first role is given its part.
    private func give(_ part: TeamPart, to group: String) throws {
        let database = Connection.quoted(try database())
        try connection.command(
            "\(TeamGrants.closing(database)) \(TeamGrants.statements(part, to: Connection.quoted(group), in: database))")
    }

    private func group(_ part: TeamPart) throws -> String {
        let group = "\(try database())_\(part.rawValue)"
        guard group.utf8.count <= TeamRoles.longestName else {
            throw StoreError.invalid(
                "The name of the database is too long for a group of roles, \(group). Rename it: ALTER DATABASE … RENAME TO …")
        }
        return group
    }

    private func leave(_ part: TeamPart, _ role: String) throws {
        let group = try group(part)
        if try isThere(group) { try connection.command("REVOKE \(Connection.quoted(group)) FROM \(Connection.quoted(role))") }
    }

    private func number(of user: String) throws -> Int64 {
        guard let id = try connection.text(#"SELECT id FROM "user" WHERE name = ?"#, [user]).flatMap({ Int64($0) }) else {
            let known = try connection.text(#"SELECT string_agg(name, ', ' ORDER BY id) FROM "user""#) ?? "none yet"
            throw StoreError.invalid(
                "There is no user \(user) (known: \(known)). Add one: leadsheet user add NAME. Or name theirs: --user NAME")
        }
        return id
    }

    private func checkOwner() throws {
        guard try !mayList() else { return }
        throw StoreError.invalid(
            "Parts are given and taken by the owner of the database \(location), \(try owner()). Nothing was changed. Do it as that role: --database with its name in the address"
        )
    }

    private func owner() throws -> String {
        try connection.text("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'customer'::regclass") ?? ""
    }

    /// A right that whoever makes roles must have, and the server does not name.
    private func checkRights() throws {
        guard try !isTrue("SELECT (rolsuper OR rolcreaterole)::int FROM pg_roles WHERE rolname = current_user") else { return }
        let own = try connection.text("SELECT current_user::text") ?? ""
        throw StoreError.invalid(
            "The role \(own) may not make roles on the server. An administrator gives it that right: ALTER ROLE \(Connection.quoted(own)) CREATEROLE"
        )
    }

    /// Nothing holds back one who has the rights of the tables' owner.
    private func checkGuarded(_ role: String) throws {
        let owner = try owner()
        guard
            try isTrue("SELECT (rolsuper OR rolbypassrls)::int FROM pg_roles WHERE rolname = ?", [role])
                || isTrue(
                    "SELECT pg_has_role(?::name, (SELECT relowner FROM pg_class WHERE oid = 'customer'::regclass), 'MEMBER')::int", [role])
        else { return }
        throw StoreError.invalid(
            "The role \(role) would see all rows whatever its part: it is an administrator of the server, or has the rights of \(owner), who owns the tables. Take these away first, as with: REVOKE \(owner) FROM \(Connection.quoted(role))"
        )
    }

    private func isThere(_ role: String) throws -> Bool { try connection.text("SELECT 1 FROM pg_roles WHERE rolname = ?", [role]) != nil }

    private func isTrue(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> Bool {
        try connection.text(statement, arguments) == "1"
    }
}
