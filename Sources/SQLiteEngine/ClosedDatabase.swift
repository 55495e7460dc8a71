import CRM
import CRMStore
import Foundation
import GRDB

/// A SQLite file that is not open in this process.
public struct ClosedDatabase: ClosedData {
    private let path: String

    public init(_ path: String) {
        self.path = path
    }

    public var files: [(path: String, what: String)] {
        ["", "-wal", "-shm", "-journal"].map { (path + $0, "its database") } + [(IntakeLock(database: path).path, "its lock")]
    }

    public var identity: String? { DataIdentity.of(path) }

    public func requireFile() throws(StoreError) {
        try DatabaseOpening.refuseOthers(path)
        // Where it cannot be looked for otherwise, the opening says why.
        guard access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR else { return }
        throw .invalid(
            "There is no data at \(path), and none was made. If yours is elsewhere, name its place with --home DIR or --database FILE. To begin here, give: leadsheet user add NAME"
        )
    }

    public func intakeHolder() -> IntakePlace? { IntakeLock(database: path).holder() }

    public func indexRefusal() -> String? { nil }

    public func faults(inIndexes: Bool) throws(StoreError) -> [String] {
        try requireFile()
        return try SQLiteEngine.faults(inFile: path, inIndexes: inIndexes)
    }

    public func status() throws(StoreError) -> DataStatus {
        try requireFile()
        var configuration = Configuration()
        configuration.readonly = true
        do {
            var status = try DatabaseQueue(path: path, configuration: configuration).read(status)
            status.intake = intakeHolder()
            return status
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw .databaseUnreadable(path: path, reason: "\(error)")
        }
    }

    private func status(_ db: Database) throws -> DataStatus {
        let known = Schema.migrator.migrations
        let hasTables = try db.tableExists("grdb_migrations")
        let done = hasTables ? try Schema.migrator.appliedIdentifiers(db) : []
        let program = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
        var status = DataStatus(
            location: path, program: "SQLite \(program)", version: done.compactMap(Schema.number(of:)).max(),
            ownVersion: known.compactMap(Schema.number(of:)).max() ?? 0)
        guard status.version == status.ownVersion, let counts = try Row.fetchOne(db, sql: StatusSQL.counts) else { return status }
        status.rows = StatusSQL.counted.enumerated().map { .init(name: $1, count: counts[$0]) }
        return status
    }

    public func create() throws(StoreError) {
        throw .invalid(
            "The database \(path) is a file, which the first command makes by itself. For one on a server give its address: leadsheet database create postgres://NAME@HOST/DATABASE"
        )
    }

    public func upgrade() throws(StoreError) -> SchemaChange {
        throw .invalid("The database \(path) is a file, which a new version brings to its own form at its first start.")
    }

    public func grant(_ part: TeamPart, to role: String, of user: String?) throws(StoreError) { throw noRoles }
    public func revoke(_ role: String) throws(StoreError) -> Bool { throw noRoles }

    private var noRoles: StoreError {
        .invalid("The database \(path) is a file, which has no roles: who may read the file reads all of it. A server has them.")
    }

    public func copyCommand(to path: String) -> [String]? { nil }
}
