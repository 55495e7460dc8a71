import CRM
import Foundation

extension CRMStore {
    public func customer(_ id: Customer.ID) throws -> Customer? {
        try read { db in try Customer.live(db, id).map { try completed(db, $0) } }
    }

    public func newestCustomer() throws -> Customer.ID { try read { db in try db.value(Int64.self, CustomerSQL.newest) } ?? 0 }

    public func lead(of customer: Customer.ID) throws -> Lead? {
        try read { db in try Lead.fetch(db, of: customer) }
    }

    public func timeline(of customer: Customer.ID, limit: Int) throws -> [Activity] {
        try read { db in
            try timeline(
                db, ([customer] + merged(db, into: customer)).map { ContactMatcher.Entry(id: $0, row: customer, arrivedAt: 0) },
                limit: limit)
        }
    }

    /// Adds to rows what other rows say of them: which of their person's enquiries each is, and who has taken it.
    ///
    /// - Parameter several: those whose persons have several rows, where that is known.
    func complete(
        _ db: any Session, _ customers: inout [Customer], by finder: ContactMatcher, several: [ContactMatcher.Facts]? = nil
    ) throws {
        if let question = claims(db, of: customers) { db.prefetch([question]) }
        if let several { try finder.number(&customers, several: several) } else { try finder.number(&customers) }
        try settleClaims(db, &customers)
    }

    /// The same for one customer.
    func completed(_ db: any Session, _ customer: Customer) throws -> Customer {
        var customers = [customer]
        try complete(db, &customers, by: finder(db, for: customer))
        return customers[0]
    }
}
