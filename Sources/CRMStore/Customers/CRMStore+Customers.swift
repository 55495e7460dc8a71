import CRM
import Foundation

extension CRMStore {
    public func customer(_ id: Customer.ID) throws -> Customer? {
        try read { db in
            guard let customer = try Customer.live(db, id) else { return nil }
            var customers = [customer]
            try finder(db, for: customer).number(&customers)
            try settleClaims(db, &customers)
            return customers[0]
        }
    }

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
}
