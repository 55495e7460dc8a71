import CRM
import CRMStore

extension CRMStore {
    /// The store of a SQLite file at `path`, which is made together with its folder where it is not there.
    ///
    /// - Parameters:
    ///   - onWait: called with a sentence when another process, which is opening the same database, keeps this one waiting for long.
    ///   - migrating: is told now and then how many customers of how many a database of an earlier version has been brought to this one.
    public convenience init(
        path: String, sealer: SecretSealer, statuses: StatusCatalogue = .standard, mergesEnquiries: Bool = false,
        hooksNewLeads: Bool = false, onWait: @escaping (String) -> Void = { _ in },
        migrating: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        self.init(
            try SQLiteEngine(path: path, onWait: onWait, migrating: migrating), sealer: sealer, statuses: statuses,
            mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
    }
}
