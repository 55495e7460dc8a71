import CRM
import CRMStore

/// Whether the tables of a database are there, and in which version.
struct SchemaVersion {
    let connection: Connection
    /// Of the database, for people.
    let location: String

    init(_ connection: Connection, location: String) {
        self.connection = connection
        self.location = location
    }

    /// A query for the text that tells these data from others: drawn when the tables were made, with the number that the server gives a
    /// database, for one may be copied as a whole.
    static let identity = """
        SELECT identity || '-' || (SELECT oid FROM pg_database WHERE datname = current_database()) FROM schema_version
        """

    /// The extension for trigrams may have been put into `public` by an administrator. Where everybody may put things, names are looked up for
    /// this transaction alone.
    private static let withExtensions = "SET LOCAL search_path = \(Connection.schema), public"

    /// Throws ``StoreError`` where this program cannot work on the database.
    func check() throws {
        try checkServer()
        guard let version = try number() else {
            throw noTables
        }
        guard version <= Schema.version else { throw StoreError.databaseNewer(path: location) }
        guard version == Schema.version else {
            throw StoreError.invalid(
                "The database \(location) was made by an older Leadsheet, so this one leaves it alone until its owner has brought it to this version: leadsheet database upgrade"
            )
        }
    }

    private var noTables: StoreError {
        .invalid("The database \(location) has no data of Leadsheet yet. Its owner makes the tables: leadsheet database create ADDRESS")
    }

    /// Makes the tables where there are none. Throws as ``check()`` does.
    func make() throws {
        try checkServer()
        guard try number() == nil else { return try check() }
        try connection.command("CREATE SCHEMA IF NOT EXISTS \(Connection.schema); \(SchemaVersion.withExtensions)")
        try connection.command(Schema.baseline)
    }

    /// Takes the steps that are still to be taken, the last of which gives the version of this program. Gives the versions before and after.
    func upgrade(along steps: [SchemaStep], to target: Int = Schema.version) throws -> SchemaChange {
        try checkServer()
        guard let before = try number() else { throw noTables }
        guard before <= target else { throw StoreError.databaseNewer(path: location) }
        let left = steps.filter { before < $0.version && $0.version <= target }
        guard left.map(\.version) == Array(before..<target).map({ $0 + 1 }) else {
            throw StoreError.invalid(
                "The database \(location) is of version \(before), from which this Leadsheet knows no way to version \(target). Nothing was changed."
            )
        }
        try connection.command(SchemaVersion.withExtensions)
        for step in left {
            try connection.command(step.statements)
            try connection.command("UPDATE schema_version SET version = \(step.version)")
        }
        return SchemaChange(before: before, after: target)
    }

    private func checkServer() throws {
        let found = connection.serverVersion
        guard found < PostgresEngine.oldestServer else { return }
        throw StoreError.invalid(
            "The database \(location) is on PostgreSQL \(found / 10_000), and Leadsheet needs PostgreSQL \(PostgresEngine.oldestServer / 10_000) or newer."
        )
    }

    /// Nil where there are no tables.
    func number() throws -> Int? {
        let table = try connection.text("SELECT to_regclass('\(Connection.schema).schema_version')::text")
        guard table != nil else { return nil }
        return try connection.text("SELECT version FROM schema_version").flatMap { Int($0) }
    }
}
