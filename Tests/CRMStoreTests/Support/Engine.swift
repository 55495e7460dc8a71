import CRM
import CRMStore
import Foundation
import Testing

typealias Store = SheetStoring & PageStoring & JournalStoring & LedgerStoring & FormStoring

/// An engine that keeps the contract of the store; the tests that take one run on each.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the data in a folder, which may be empty; `sealer` is the same for every opening of it.
    let open: @Sendable (_ folder: String, _ sealer: SecretSealer) throws -> any Store

    static let all = [
        Engine(testDescription: "SQLite") { folder, sealer in try CRMStore(path: folder + "/leadsheet.db", sealer: sealer) }
    ]
}
