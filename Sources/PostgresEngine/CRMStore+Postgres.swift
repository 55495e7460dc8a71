import CRM
import CRMStore

extension CRMStore {
    /// The store of a database on a PostgreSQL server, whose owner has made the tables (``PostgresEngine/create(address:)``).
    ///
    /// - Parameter address: as libpq takes it, such as `postgres://ana@db.example.com/leadsheet`.
    public convenience init(
        address: String, sealer: SecretSealer, statuses: StatusCatalogue = .standard, working: WorkingClock = .standard,
        mergesEnquiries: Bool = false, hooksNewLeads: Bool = false
    ) throws(StoreError) {
        self.init(
            try PostgresEngine(address: address), sealer: sealer, statuses: statuses, working: working,
            mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
    }
}
