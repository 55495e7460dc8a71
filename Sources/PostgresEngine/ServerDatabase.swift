import CRM
import CRMStore

/// A database of a PostgreSQL server that is not open in this process.
public struct ServerDatabase: ClosedData {
    private let address: String

    /// - Parameter address: as libpq takes it, such as `postgres://ana@db.example.com/leadsheet`, without a password.
    public init(_ address: String) {
        self.address = address
    }

    /// Throws the sentence that refuses an address, without connecting.
    public static func check(_ address: String) throws(StoreError) { _ = try ServerAddress(address) }

    public var files: [(path: String, what: String)] { [] }

    public var identity: String? { try? connected { try $0.text(SchemaVersion.identity) } }

    public func requireFile() {}

    public func intakeHolder() -> IntakePlace? { try? connected { try IntakeHolder.find(on: $0)?.place } }

    /// The server checks its tables as it reads them: all of them are read with their indexes alone.
    public func faults(inIndexes: Bool) throws(StoreError) -> [String] {
        try connected { connection in
            try connection.command("BEGIN TRANSACTION READ ONLY")
            return try PostgresEngine.faults(connection, readsAll: inIndexes)
        }
    }

    public func indexRefusal() -> String? { try? connected { try IndexCheck(connection: $0).refusal() } }

    public func create() throws(StoreError) { try PostgresEngine.create(address: address) }

    public func upgrade() throws(StoreError) -> SchemaChange { try PostgresEngine.upgrade(address: address) }

    public func grant(_ part: TeamPart, to role: String, of user: String?) throws(StoreError) {
        try changingRoles { try $0.grant(part, to: role, of: user) }
    }

    public func revoke(_ role: String) throws(StoreError) -> Bool { try changingRoles { try $0.revoke(role) } }

    private func changingRoles<T>(_ body: (TeamRoles) throws -> T) throws(StoreError) -> T {
        try PostgresEngine.changingTables(address) { tables in
            try tables.check()
            return try body(TeamRoles(connection: tables.connection, location: tables.location))
        }
    }

    public func status() throws(StoreError) -> DataStatus {
        let location = try ServerAddress(address).location
        return try connected { connection in
            let found = connection.serverVersion
            var status = DataStatus(
                location: location, program: "PostgreSQL \(found / 10_000).\(found % 10_000)",
                version: try SchemaVersion(connection, location: location).number(), ownVersion: Schema.version)
            let roles = try connection.query(PostgresEngine.connections)
            status.connected = (0..<roles.rowCount).map { row in
                .init(
                    name: String(sqlValue: roles.value(row: row, column: 0)) ?? "",
                    count: Int(sqlValue: roles.value(row: row, column: 1)) ?? 0)
            }
            status.atWork = (0..<roles.rowCount).filter { Int(sqlValue: roles.value(row: $0, column: 2)) != 0 }.compactMap {
                String(sqlValue: roles.value(row: $0, column: 0))
            }
            status.locker = try AdvisoryLock.holder(on: connection)
            guard status.version == status.ownVersion else { return status }
            status.intake = try IntakeHolder.find(on: connection)?.place
            let team = TeamRoles(connection: connection, location: location)
            if try team.mayList() { status.members = try team.members() }
            let counts = try connection.query(StatusSQL.counts)
            status.rows = StatusSQL.counted.enumerated().map { column, name in
                .init(name: name, count: Int(sqlValue: counts.value(row: 0, column: column)) ?? 0)
            }
            return status
        }
    }

    /// No shell reads these words, and no password is among them: `pg_dump` finds it as this program does. Roles are the server's, and so are extensions
    /// that its administrator has put in: what names them could not be restored on another server. ``TeamRoles`` gives rights anew.
    ///
    /// Throws where the role of the address sees a part of the rows, of which `pg_dump` makes no copy.
    public func copyCommand(to path: String) throws(StoreError) -> [String]? {
        let isGuarded = try connected { connection in
            try connection.text("SELECT row_security_active(to_regclass('\(Connection.schema).customer'))::int")
        }
        guard isGuarded != "1" else {
            throw .invalid(
                "Your role on the server sees a part of the rows, so no backup was made. The owner of the database makes it: --database with that role's name in the address"
            )
        }
        return [
            "pg_dump", "--format=custom", "--no-password", "--no-privileges", "--no-comments", "--schema=\(Connection.schema)",
            "--extension=pg_trgm",
            "--file=\(path)",
            "--dbname=\(try ServerAddress(address).text(forProgram: "leadsheet backup"))",
        ]
    }

    private func connected<T>(_ body: (Connection) throws -> T) throws(StoreError) -> T {
        let server = try ServerAddress(address)
        return try PostgresEngine.stating(server) { try body(Connection(server)) }
    }
}

extension PostgresEngine {
    /// The roles that are connected to the database beside this one, with the number of their connections, and of those that are a Leadsheet's. The
    /// server tells everybody so much.
    fileprivate static let connections = """
        SELECT usename::text, count(*), count(*) FILTER (WHERE application_name LIKE 'leadsheet%') FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL GROUP BY 1 ORDER BY 1
        """
}
