import Base
import CRM
import Foundation

extension CRMStore: LeadEventStoring {
    /// The longest error that is kept, in bytes: it is text of a program that may say anything.
    private static let errorBytes = 500

    /// In the transaction that saves the lead.
    func noteNewLead(_ db: any Session, _ customer: Customer.ID, event: WebhookEvent.ID, at now: Date) throws {
        let hooks = hooksNewLeads
        try db.run(
            OutboxSQL.add,
            [
                LeadEvent.Kind.new.rawValue, now.milliseconds, customer, event, hooks ? "pending" : "none", hooks ? now.milliseconds : nil,
            ])
    }

    // MARK: Reading

    private func leadEvents(_ db: any Session, _ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> [LeadEvent] {
        try db.rows(statement, arguments).map { row in
            LeadEvent(
                id: row[0], kind: LeadEvent.Kind(rawValue: row[1]), createdAt: Date(milliseconds: row[2]), leadgenID: row[3],
                isTest: row[4], customer: try exportRow(db, row[5]), tries: row[6])
        }
    }

    public func leadEvents(after: LeadEvent.ID, user: User.ID?, limit: Int) throws -> [LeadEvent] {
        try read { db in
            try leadEvents(db, OutboxSQL.after, [after, user, limit])
        }
    }

    public func newestLeadEvent() throws -> LeadEvent.ID {
        try read { db in
            // Not the newest row: that may have been removed, and an id is never given again.
            try db.value(Int64.self, OutboxSQL.lastNumber(db.dialect)) ?? 0
        }
    }

    public func purgeLeadEvents(before date: Date) throws -> Int {
        // Nothing is the common answer, and it must not take the write lock.
        guard try read({ db in try db.exists(OutboxSQL.anyOld, [date.milliseconds]) }) else { return 0 }
        return try write { db in try db.run(OutboxSQL.removeOld, [date.milliseconds]) }
    }

    // MARK: The hook

    public func nextHook(at now: Date) throws -> LeadEvent? {
        try read { db in
            try leadEvents(
                db, OutboxSQL.nextHook, [now.milliseconds, now.addingTimeInterval(CRMStore.longestPlan).milliseconds]
            ).first
        }
    }

    public func nextHookDue() throws -> Date? {
        try read { db in
            try db.value(Int64.self, OutboxSQL.nextHookDue)
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
                OutboxSQL.endHook,
                [
                    state, next, error.map { BoundedText.cut(FieldRules.withoutNUL($0), bytes: CRMStore.errorBytes) }, error == nil ? 0 : 1,
                    id,
                ])
        }
    }

    public func dropHooks() throws {
        guard try nextHookDue() != nil else { return }
        try intakeWrite { db in
            try db.run(OutboxSQL.dropHooks)
        }
    }

    public func hookFailures() throws -> (waiting: Int, givenUp: Int) {
        try read { db in
            let row = try db.one(OutboxSQL.failures)
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    /// Makes the hook due for journal events of whose leads it has failed. Gives how many.
    func retryHooks(_ db: any Session, of ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        guard let ids else { return try db.run(OutboxSQL.retryAll, [now.milliseconds, user]) }
        return try ids.reduce(0) { count, id in
            count + (try db.run(OutboxSQL.retryOne, [now.milliseconds, id]))
        }
    }
}
