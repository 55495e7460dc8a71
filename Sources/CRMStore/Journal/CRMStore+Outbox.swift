import Base
import CRM
import Foundation

extension CRMStore: LeadEventStoring {
    /// The longest error that is kept, in bytes: it is text of a program that may say anything.
    private static let errorBytes = 500

    /// In the transaction that saves the lead.
    func noteNewLead(_ db: any Session, _ customer: Customer.ID, event: WebhookEvent.ID, at now: Date) throws {
        try db.run(
            "INSERT INTO lead_event (kind, created_at, customer_id, event_id, hook, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                LeadEvent.Kind.new.rawValue, now.milliseconds, customer, event, hooksNewLeads ? "pending" : "none",
                hooksNewLeads ? now.milliseconds : nil,
            ])
    }

    // MARK: Reading

    private static let selectEvents = """
        SELECT lead_event.id, lead_event.kind, lead_event.created_at, lead.leadgen_id, ifnull(lead.is_test, 0),
            ifnull(customer.merged_into, customer.id), lead_event.tries
        FROM lead_event JOIN customer ON customer.id = lead_event.customer_id LEFT JOIN lead ON lead.customer_id = customer.id
        """

    private func leadEvents(_ db: any Session, _ end: String, _ arguments: [(any SQLConvertible)?]) throws -> [LeadEvent] {
        try db.rows("\(CRMStore.selectEvents) \(end)", arguments).map { row in
            LeadEvent(
                id: row[0], kind: LeadEvent.Kind(rawValue: row[1]), createdAt: Date(milliseconds: row[2]), leadgenID: row[3],
                isTest: row[4], customer: try exportRow(db, row[5]), tries: row[6])
        }
    }

    public func leadEvents(after: LeadEvent.ID, user: User.ID?, limit: Int) throws -> [LeadEvent] {
        try read { db in
            try leadEvents(
                db,
                """
                WHERE lead_event.id > ?1
                    AND (?2 IS NULL OR ?2 = (SELECT user_id FROM spreadsheet WHERE spreadsheet.id = customer.spreadsheet_id))
                ORDER BY lead_event.id LIMIT ?3
                """, [after, user, limit])
        }
    }

    public func newestLeadEvent() throws -> LeadEvent.ID {
        try read { db in
            // Not the newest row: that may have been removed, and an id is never given again.
            try db.value(Int64.self, db.dialect.lastNumber(of: "lead_event")) ?? 0
        }
    }

    public func purgeLeadEvents(before date: Date) throws -> Int {
        let old = "lead_event WHERE created_at < ? AND hook <> 'pending'"
        // Nothing is the common answer, and it must not take the write lock.
        guard try read({ db in try db.value(Int.self, "SELECT 1 FROM \(old) LIMIT 1", [date.milliseconds]) }) != nil else {
            return 0
        }
        return try write { db in
            try db.run("DELETE FROM \(old)", [date.milliseconds])
        }
    }

    // MARK: The hook

    public func nextHook(at now: Date) throws -> LeadEvent? {
        try read { db in
            try leadEvents(
                db,
                """
                WHERE hook = 'pending' AND (next_attempt_at <= ? OR next_attempt_at > ?) ORDER BY lead_event.tries, lead_event.id LIMIT 1
                """, [now.milliseconds, now.addingTimeInterval(CRMStore.longestPlan).milliseconds]
            ).first
        }
    }

    public func nextHookDue() throws -> Date? {
        try read { db in
            try db.value(Int64.self, "SELECT min(next_attempt_at) FROM lead_event WHERE hook = 'pending'")
        }.map { Date(milliseconds: $0) }
    }

    public func endHook(_ id: LeadEvent.ID, _ end: HookEnd) throws {
        let (state, next, error): (String, Int64?, String?) =
            switch end {
            case .done: ("done", nil, nil)
            case .again(let at, let error): ("pending", at.milliseconds, error)
            case .failed(let error): ("failed", nil, error)
            }
        try intakeWrite { db in
            try db.run(
                "UPDATE lead_event SET hook = ?2, next_attempt_at = ?3, error = ?4, tries = tries + (?4 IS NOT NULL) WHERE id = ?1",
                [id, state, next, error.map { BoundedText.cut(FieldRules.withoutNUL($0), bytes: CRMStore.errorBytes) }])
        }
    }

    public func dropHooks() throws {
        guard try nextHookDue() != nil else { return }
        try intakeWrite { db in
            try db.run("UPDATE lead_event SET hook = 'none', next_attempt_at = NULL, error = NULL WHERE hook = 'pending'")
        }
    }

    public func hookFailures() throws -> (waiting: Int, givenUp: Int) {
        try read { db in
            let row = try db.one(
                "SELECT ifnull(sum(hook = 'pending'), 0), ifnull(sum(hook = 'failed'), 0) FROM lead_event WHERE error IS NOT NULL")
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    /// Makes the hook due for journal events of whose leads it has failed. Gives how many.
    func retryHooks(_ db: any Session, of ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        let sql = "UPDATE lead_event SET hook = 'pending', tries = 0, next_attempt_at = ?1, error = NULL WHERE error IS NOT NULL"
        guard let ids else {
            return try db.run(
                """
                \(sql) AND (?2 IS NULL OR event_id IN (
                    SELECT webhook_event.id FROM webhook_event JOIN meta_page ON meta_page.meta_page_id = page_id
                    WHERE meta_page.user_id = ?2))
                """, [now.milliseconds, user])
        }
        return try ids.reduce(0) { count, id in
            count + (try db.run("\(sql) AND event_id = ?2", [now.milliseconds, id]))
        }
    }
}
