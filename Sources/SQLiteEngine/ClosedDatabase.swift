import CRM
import CRMStore

/// A SQLite file that is not open in this process.
public struct ClosedDatabase: ClosedData {
    private let path: String

    public init(_ path: String) {
        self.path = path
    }

    public var files: [(path: String, what: String)] {
        ["", "-wal", "-shm", "-journal"].map { (path + $0, "its database") } + [(IntakeLock(database: path).path, "its lock")]
    }

    public var identity: String { DataIdentity.of(path) }

    public func intakeHolder() -> Int32? { IntakeLock(database: path).holder() }

    public func faults(inIndexes: Bool) throws(StoreError) -> [String] { try SQLiteEngine.faults(inFile: path, inIndexes: inIndexes) }
}
