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
        leased.withLock { $0 = [] }
    }

    /// Events of a blocked page are not handed out: they become `blocked` themselves, with the page's reason.
    public func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent] {
        guard limit > 0, perPage > 0 else { return [] }
        let isAnyDue = try read { db in
            try !dueCandidates(db, at: now, perPage: perPage, except: pages).isEmpty || engine.leases?.isAnyLeft(db) == true
        }
        // Nothing due is the common answer, and it must not take the write lock.
        guard isAnyDue else { return [] }
        let taken = try fetchWrite { db in
            try engine.leases?.takeBack(db)
            var queues: [[WebhookEvent.ID]] = []
            for (page, candidates) in try dueCandidates(db, at: now, perPage: perPage, except: pages) {
                if let row = try db.one(PageSQL.blocked, [page]) {
                    try block(db, page: page, reason: row[0] ?? "", remedy: row[1], code: row[2])
                } else {
                    queues.append(try engine.leases?.free(candidates, db) ?? candidates)
                }
            }
            // Each page's first before anybody's second: a new lead does not wait for what others have piled up.
            let turns = (0..<perPage).flatMap { turn in queues.compactMap { turn < $0.count ? $0[turn] : nil }.sorted() }
            let taken = Array(turns.prefix(limit))
            try engine.leases?.begin(taken, db)
            // One statement for all, for a server may be far away, and nobody else writes meanwhile.
            let argument = db.dialect.argument(taken)
            try db.run(JournalSQL.take(db.dialect), [argument])
            return try db.rows(JournalSQL.events(db.dialect), [argument]).map(WebhookEvent.init)
        }
        if engine.leases != nil { leased.withLock { $0.formUnion(taken.map(\.id)) } }
        return taken
    }

    /// No event, nor a hook, is planned for later than this, in seconds. One that is was planned by a clock that has been set back since,
    /// perhaps while the program did not run, and must not wait until that clock's time comes.
    static let longestPlan: TimeInterval = 2 * 86400

    /// The oldest due events of each page that has any: the number of pages is small, that of events need not be.
    private func dueCandidates(
        _ db: any Session, at now: Date, perPage: Int, except: Set<String>
    ) throws -> [(page: String, ids: [WebhookEvent.ID])] {
        let pages = try db.values(String.self, JournalSQL.busyPages(db.dialect))
        let due = JournalSQL.due(db.dialect)
        let beyond = now.addingTimeInterval(CRMStore.longestPlan).milliseconds
        return try pages.filter { !except.contains($0) }.compactMap { page in
            let ids = try db.values(Int64.self, due, [page, now.milliseconds, beyond, perPage])
            return ids.isEmpty ? nil : (page, ids)
        }
    }

    public func explainWait(of page: String, _ why: String, reason: EventReason, remedy: String) throws {
        // Said already is the common case, and it must not take the write lock.
        guard try read({ db in try db.exists(JournalSQL.unexplained(db.dialect), [page, why]) }) else { return }
        try fetchWrite { db in try db.run(JournalSQL.explain(db.dialect), [why, reason.rawValue, remedy, page, why]) }
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
