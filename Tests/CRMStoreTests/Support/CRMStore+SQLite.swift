import SQLiteEngine

@testable import CRMStore

extension CRMStore {
    /// The engine, for tests of what SQLite itself does.
    var sqlite: SQLiteEngine {
        guard let sqlite = engine as? SQLiteEngine else { preconditionFailure("not on SQLite") }
        return sqlite
    }
}
