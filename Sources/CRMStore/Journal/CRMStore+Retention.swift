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
                try db.values(Int64.self, CRMStore.selectOldPosts(db.dialect), [last, date.milliseconds, CRMStore.portion])
            }
            guard let end = posts.last else { return count }
            pauses.rest()
            try write { db in
                let empty = "UPDATE webhook_delivery SET body = x'' WHERE id = ?"
                for post in posts { try db.run(empty, [post]) }
            }
            count += posts.count
            last = end
        }
    }

    private static func selectOldPosts(_ dialect: any Dialect) -> String {
        """
        SELECT id FROM webhook_delivery
        WHERE id > ? AND received_at < ? AND length(body) > 0 AND id NOT IN (
            SELECT delivery_id FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_work"))
            WHERE page_id = meta_page_id AND webhook_event.state IN ('received', 'fetching', 'waiting')
            UNION ALL
            SELECT delivery_id FROM meta_page CROSS JOIN webhook_event\(dialect.indexed(by: "event_blocked"))
            WHERE page_id = meta_page_id AND webhook_event.state = 'blocked'
        )
        ORDER BY id LIMIT ?
        """
    }
}
