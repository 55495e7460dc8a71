import CRM
import Foundation
import Synchronization

extension CRMStore {
    public func append(_ deliveries: [Delivery]) throws -> [WebhookEvent] {
        try write { db in try append(db, deliveries) }
    }

    func append(_ db: any Session, _ deliveries: [Delivery]) throws -> [WebhookEvent] {
        var events: [WebhookEvent] = []
        events.reserveCapacity(deliveries.count)
        var latest: [String: Int64] = [:]
        var wanted: [String: Int64] = [:]
        let erased = try ErasedLeads(db)
        for delivered in deliveries {
            let item = try erased.redacted(delivered, db)
            let at = item.receivedAt.milliseconds
            let deliveryID = try db.insert(JournalSQL.appendDelivery, [at, Data(item.body)])
            for var new in item.events {
                if new.state == .blocked, try hasAccess(db, new.pageID) {
                    (new.state, new.error, new.reason, new.remedy) = (.received, nil, nil, nil)
                }
                let eventID = try db.insert(
                    JournalSQL.appendEvent,
                    [
                        deliveryID, new.kind.rawValue, at, new.pageID, new.leadgenID, new.formID, new.adID,
                        new.createdTime?.milliseconds, new.signatureChecked, new.state.rawValue, new.error, new.reason?.rawValue,
                        new.remedy,
                        new.source.rawValue,
                    ])
                events.append(
                    WebhookEvent(
                        id: eventID, kind: new.kind, receivedAt: item.receivedAt, pageID: new.pageID,
                        leadgenID: new.leadgenID, formID: new.formID, adID: new.adID, createdTime: new.createdTime,
                        signatureChecked: new.signatureChecked, state: new.state, error: new.error, remedy: new.remedy, source: new.source,
                        reason: new.reason))
                if new.source == .webhook { latest[new.pageID] = max(latest[new.pageID] ?? at, at) }
                if new.wantsCatchUp { wanted[new.pageID] = max(wanted[new.pageID] ?? at, at) }
            }
        }
        for (id, at) in latest { try db.run(PageSQL.noteEvent(db.dialect), [at, id]) }
        for (id, at) in wanted { try noteWanted(db, page: id, at: at) }
        return events
    }

    public func unknownPageUsage(since: Date) throws -> UnknownPageUsage {
        try read { db in
            let row = try db.one(JournalSQL.unknownPageUsage, [since.milliseconds])
            guard let row else { return UnknownPageUsage() }
            return UnknownPageUsage(since: (row[0] as Int64?).map { Date(milliseconds: $0) }, events: row[1], bytes: row[2])
        }
    }

    public func canWrite() -> Bool { writeFault() == nil }

    public func recoverFetching() throws {
        guard let leases = engine.leases else { return try intakeWrite { try $0.run(JournalSQL.recoverFetching) } }
        try write { try leases.giveBack($0) }
        leased.withLock { $0.events = [] }
    }

    /// Events of a blocked page are not handed out: they become `blocked` themselves, with the page's reason.
    public func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent] {
        guard limit > 0, perPage > 0 else { return [] }
        let question = DueQuestion(at: now, limit: limit, perPage: perPage, except: pages)
        if let leases = engine.leases { return try takeDue(question, leases) }
        // Nothing due is the common answer, and it must not take the write lock.
        guard try read({ try !question.answer($0).isEmpty }) else { return [] }
        return try intakeWrite { db in
            let pages = try question.answer(db)
            try block(db, pages)
            return try take(db, question.turns(pages))
        }
    }

    /// Blocks the events of those pages that are blocked.
    func block(_ db: any Session, _ pages: [DueQuestion.Page]) throws {
        for page in pages where page.isBlocked {
            guard let row = try db.one(PageSQL.blocked, [page.id]) else { continue }
            try block(db, page: page.id, reason: row[0] ?? "", remedy: row[1], code: row[2])
        }
    }

    func take(_ db: any Session, _ events: [WebhookEvent.ID]) throws -> [WebhookEvent] {
        guard !events.isEmpty else { return [] }
        // One statement for all, for a server may be far away.
        let argument = db.dialect.argument(events)
        try db.run(JournalSQL.take(db.dialect), [argument])
        return try db.rows(JournalSQL.events(db.dialect), [argument]).map(WebhookEvent.init)
    }

    /// No event, nor a hook, is planned for later than this, in seconds. One that is was planned by a clock that has been set back since,
    /// perhaps while the program did not run, and must not wait until that clock's time comes.
    static let longestPlan: TimeInterval = 2 * 86400

    public func explainWait(of page: String, until end: Date, _ why: String, reason: EventReason, remedy: String) throws {
        let arguments: [(any SQLConvertible)?] = [page, why, end.milliseconds]
        // Said already is the common case, and it must not take the write lock.
        guard try read({ db in try db.exists(JournalSQL.unexplained(db.dialect), arguments) }) else { return }
        try fetchWrite { db in try db.run(JournalSQL.explain(db.dialect), arguments + [reason.rawValue, remedy]) }
    }

    public func hasten(_ reasons: Set<EventReason>?, of page: String?, at now: Date) throws {
        let arguments: [(any SQLConvertible)?] = [now.addingTimeInterval(60).milliseconds, page]
        // None is the common case, and it must not take the write lock.
        guard try read({ db in try db.exists(JournalSQL.later(db.dialect, reasons), arguments) }) else { return }
        try fetchWrite { db in try db.run(JournalSQL.hasten(db.dialect, reasons), arguments + [now.milliseconds]) }
    }

    public func nextDue() throws -> Date? {
        try read { db in
            try db.value(Int64.self, JournalSQL.nextDue(db.dialect))
        }.map { Date(milliseconds: $0) }
    }

    public func record(_ ends: [(event: WebhookEvent.ID, end: AttemptEnd)], at now: Date) throws -> [Result<SavedLead?, StoreError>] {
        try fenced(ends.map(\.event)) { db, lost in
            try ends.map { event, end in
                if lost.contains(event) { return .failure(.intakeTaken) }
                switch end {
                case .read(let arrival): return try save(db, arrival, for: event, at: now)
                case .settled(let settlement):
                    try settle(db, event, settlement)
                    return .success(nil)
                }
            }
        }
    }

    /// An event that was saved meanwhile stays so, and so does one whose person was erased. One that is settled as `saved` gets the
    /// customer that its lead became.
    private func settle(_ db: any Session, _ event: WebhookEvent.ID, _ settlement: AttemptResult) throws {
        var settlement = settlement
        if settlement.state == .blocked, let page = try pageID(db, event), try hasAccess(db, page) { settlement.state = .waiting }
        // A wait without a time is over at once: never would lose the event.
        let next = settlement.state == .waiting ? (settlement.nextAttemptAt?.milliseconds ?? 0) : nil
        try db.run(
            JournalSQL.settle,
            [
                settlement.state.rawValue, next, settlement.error, settlement.remedy, event, settlement.plan?.rawValue,
                settlement.reason?.rawValue, settlement.message,
            ])
        if settlement.state == .saved { try noteAnnounced(db, by: event) }
    }

    private func pageID(_ db: any Session, _ event: WebhookEvent.ID) throws -> String? {
        try db.value(String.self, JournalSQL.page, [event])
    }

    /// Whether a page's leads can be asked for: it gives its events nothing to wait for.
    private func hasAccess(_ db: any Session, _ page: String) throws -> Bool {
        try db.exists(PageSQL.accessible, [page])
    }
}
