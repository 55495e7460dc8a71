import CRM
import Foundation

extension CRMStore {
    public func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow] {
        let arguments: [(any SQLConvertible)?] = [user, before ?? .max, limit]
        guard let state else { return try feed(FeedSQL.before, arguments) }
        return try feed(FeedSQL.beforeInState, arguments + [state.rawValue])
    }

    public func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try feed(FeedSQL.after, [user, after, limit])
    }

    public func event(_ id: WebhookEvent.ID) throws -> FeedRow? {
        try feed(FeedSQL.one, [nil, id]).first
    }

    private func feed(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> [FeedRow] {
        try read { db in
            try db.rows(statement, arguments).map { row in
                var event = WebhookEvent(row: row)
                if let whole = row["merged_into"] as Customer.ID? { event.customerID = whole }
                if let error = row["hook_error"] as String? {
                    let trouble = HookTrouble(error: error, isFinal: row["hook"] == "failed")
                    (event.reason, event.error, event.remedy) = (.hookFailed, trouble.sentence, trouble.remedy(of: event.id))
                }
                return FeedRow(
                    event: event, pageName: row["page_name"], formName: row["shown_form"], customerName: row["customer_name"],
                    offeredTo: row["offered_to"])
            }
        }
    }

    public func raw(of event: WebhookEvent.ID) throws -> RawEvent? {
        try read { db in
            let row = try db.one(FeedSQL.raw, [event])
            return row.map { row in
                let answer: String? = row[1]
                return RawEvent(body: Array(row[0] as Data), graphAnswer: answer?.isEmpty == true ? nil : answer)
            }
        }
    }

    /// The pages of the events are set free as well, or they would be blocked again without having been tried. With a page all its
    /// events become due: none may wait for a page that does not. Events of pages that nobody has are left, for anybody can post
    /// thousands of them, and there is no token to read a lead with; they become due when their page is added.
    public func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        try write { db in
            var chosen: [(id: WebhookEvent.ID, page: String)] = []
            if let ids {
                for id in ids {
                    if let page = try db.value(String.self, FeedSQL.stoppedPage, [id]) { chosen.append((id, page)) }
                }
            } else {
                chosen = try db.rows(FeedSQL.stopped, [user]).map { ($0[0], $0[1]) }
            }
            for event in chosen { try db.run(JournalSQL.retry, [now.milliseconds, event.id]) }
            for page in Set(chosen.map(\.page)) {
                if try db.exists(PageSQL.blocked, [page]) { try free(db, page: page, at: now) }
            }
            return chosen.count + (try retryHooks(db, of: ids, user: user, at: now))
        }
    }

    public func eventCounts() throws -> [EventState: Int] {
        try read { db in
            let rows = try db.rows(FeedSQL.counts)
            return rows.reduce(into: [:]) { counts, row in
                if let state = EventState(rawValue: row[0]) { counts[state] = row[1] }
            }
        }
    }

    public func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int] {
        guard buckets > 0, span > 0 else { return [] }
        let width = max(1, Int64((span * 1000).rounded()))
        let start = now.milliseconds - width * Int64(buckets)
        var counts = [Int](repeating: 0, count: buckets)
        try read { db in
            // The pages are few, the events many: whose a page is is asked once a page.
            let owners = try db.rows(PageSQL.owners)
            let owner = Dictionary(owners.map { ($0[0] as String, $0[1] as User.ID) }, uniquingKeysWith: { first, _ in first })
            let rows = try db.rows(FeedSQL.arrivals(db.dialect), [start, width, now.milliseconds])
            for row in rows {
                let bucket: Int = row[0]
                let isWanted = user == nil || (owner[row[1]] ?? user) == user
                if isWanted, counts.indices.contains(bucket) { counts[bucket] += row[2] as Int }
            }
        }
        return counts
    }
}
