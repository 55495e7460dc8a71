import CRM
import Foundation

extension CRMStore: CallPresence {
    public func beginCall(to customer: Customer.ID, session: String, by user: User.ID, at now: Date) throws -> [CallUnderWay] {
        try write { db in
            try checkWrites(db, in: liveCustomer(db, customer).spreadsheetID, user)
            let author = try userName(db, user)
            let believed = [-CallUnderWay.longest, CallUnderWay.longest].map { now.addingTimeInterval($0).milliseconds }
            try db.run(PresenceSQL.forget, believed)
            try db.run(PresenceSQL.put, [session, customer, author, now.milliseconds])
            return try others(db, to: customer, besides: session)
        }
    }

    public func calls(to customer: Customer.ID, besides session: String) throws -> [CallUnderWay] {
        try read { try others($0, to: customer, besides: session) }
    }

    private func others(_ db: any Session, to customer: Customer.ID, besides session: String) throws -> [CallUnderWay] {
        try db.rows(PresenceSQL.others, [customer, session]).map {
            CallUnderWay(author: $0["author"], began: Date(milliseconds: $0["began_at"]))
        }
    }

    public func endCall(session: String) throws {
        try write { db in try db.run(PresenceSQL.end, [session]) }
    }
}
