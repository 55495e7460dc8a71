import CRM
import CRMStore

extension CRMStore {
    /// The store of a SQLite file at `path`, which is made together with its folder where it is not there.
    ///
    /// - Parameters:
    ///   - note: told in a sentence what keeps the start waiting for long, and where the copy lies that was made before tables were rewritten.
    ///   - migrating: is told now and then how many customers of how many a database of an earlier version has been brought to this one.
    public convenience init(
        path: String, sealer: SecretSealer, statuses: StatusCatalogue = .standard, working: WorkingClock = .standard,
        mergesEnquiries: Bool = false, hooksNewLeads: Bool = false, note: @escaping (String) -> Void = { _ in },
        migrating: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(StoreError) {
        self.init(
            try SQLiteEngine(path: path, working: working, note: note, migrating: migrating), sealer: sealer, statuses: statuses,
            working: working, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
    }
}
