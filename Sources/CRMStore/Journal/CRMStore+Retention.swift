import Base
import CRM
import Foundation

extension CRMStore {
    private static let portion = 500

    public func purgeDeliveries(before date: Date) throws -> Int {
        var count = 0
        var last: Int64 = 0
        var pauses = WriteYield()
        while true {
            let posts = try read { db in
                try db.values(Int64.self, JournalSQL.oldDeliveries(db.dialect), [last, date.milliseconds, CRMStore.portion])
            }
            guard let end = posts.last else { return count }
            pauses.rest()
            try write { db in
                for post in posts { try db.run(JournalSQL.setBody, [Data(), post]) }
            }
            count += posts.count
            last = end
        }
    }
}
