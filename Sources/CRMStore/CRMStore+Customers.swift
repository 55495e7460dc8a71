import CRM
import Foundation
import GRDB

extension CRMStore {
    public func customer(_ id: Customer.ID) throws -> Customer? {
        try read { db in try Customer.live(db, id) }
    }

    public func lead(of customer: Customer.ID) throws -> Lead? {
        try read { db in try Lead.fetch(db, of: customer) }
    }

    public func timeline(of customer: Customer.ID, limit: Int) throws -> [Activity] {
        try read { db in
            // What was undone is as if it had not been; a deletion stays, because its restoring follows it.
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, kind, at, author, text FROM activity
                        WHERE customer_id = ? AND (undo_state IS NULL OR undo_state = 'done' OR kind = 'deleted')
                        ORDER BY at DESC, id DESC LIMIT ?
                        """), arguments: [customer, limit])
            return rows.map {
                Activity(
                    id: $0[0], kind: Activity.Kind(rawValue: $0[1]) ?? .edited, at: Date(milliseconds: $0[2]), author: $0[3],
                    text: $0[4])
            }
        }
    }
}
