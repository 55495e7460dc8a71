import CRM
import CRMStore
import Foundation
import Synchronization

/// A real store whose disk can be full, and to which others write at the worst moment.
final class FullDisk: PageStoring, JournalStoring {
    private let store: CRMStore
    private let full = Mutex(false)
    private let tries = Mutex(0)
    private let fault = Mutex<String?>(nil)
    private let groups = Mutex<[[String]]>([])
    private let meanwhile = Mutex<(@Sendable () throws -> Void)?>(nil)

    init(_ store: CRMStore) {
        self.store = store
    }

    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    /// Writes that were tried while the disk was full.
    var refused: Int { tries.withLock { $0 } }

    /// A lead of which nothing can be written, whatever is written with it.
    var badLead: String? {
        get { fault.withLock { $0 } }
        set { fault.withLock { $0 = newValue } }
    }

    /// The leads of each transaction that was to record how attempts ended.
    var records: [[String]] { groups.withLock { $0 } }

    /// Done once, just before the next attempts are recorded, as by another process.
    func meanwhile(_ write: @escaping @Sendable () throws -> Void) { meanwhile.withLock { $0 = write } }

    private func writing() throws {
        guard isFull else { return }
        tries.withLock { $0 += 1 }
        throw StoreError.cannotWrite(reason: "database or disk is full")
    }

    func append(_ deliveries: [Delivery]) throws -> [WebhookEvent] { try writing(); return try store.append(deliveries) }
    func recoverFetching() throws { try writing(); try store.recoverFetching() }
    func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent] {
        try writing()
        return try store.takeDue(at: now, limit: limit, perPage: perPage, except: pages)
    }
    func explainWait(of page: String, until end: Date, _ why: String, reason: EventReason, remedy: String) throws {
        try writing()
        try store.explainWait(of: page, until: end, why, reason: reason, remedy: remedy)
    }
    func record(_ ends: [(event: WebhookEvent.ID, end: AttemptEnd)], at now: Date) throws -> [Result<SavedLead?, StoreError>] {
        try writing()
        let leads = try ends.compactMap { try store.event($0.event)?.event.leadgenID }
        groups.withLock { $0.append(leads) }
        if let badLead, leads.contains(badLead) { throw StoreError.cannotWrite(reason: "the row is refused") }
        let write = meanwhile.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        try write?()
        return try store.record(ends, at: now)
    }
    func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        try writing()
        return try store.retry(ids, user: user, at: now)
    }
    func keepForm(_ form: KeptForm) throws { try writing(); try store.keepForm(form) }
    func noteVerified(page: String, at: Date) throws { try writing(); try store.noteVerified(page: page, at: at) }
    func noteName(page: String, name: String) throws { try writing(); try store.noteName(page: page, name: name) }
    func noteToken(page: String, _ health: TokenHealth) throws { try writing(); try store.noteToken(page: page, health) }
    func setState(page: String, _ state: PageState, at now: Date) throws {
        try writing()
        try store.setState(page: page, state, at: now)
    }

    func unknownPageUsage(since: Date) throws -> UnknownPageUsage { try store.unknownPageUsage(since: since) }
    func canWrite() -> Bool { !isFull && store.canWrite() }
    func hasten(_ reasons: Set<EventReason>?, of page: String?, at now: Date) throws {
        try writing()
        try store.hasten(reasons, of: page, at: now)
    }
    func nextDue() throws -> Date? { try store.nextDue() }
    var leaseBeat: TimeInterval? { store.leaseBeat }
    func renewLeases() throws -> Set<WebhookEvent.ID> { try writing(); return try store.renewLeases() }
    func leaseEnd() throws -> TimeInterval? { try store.leaseEnd() }
    func customer(ofLead leadgenID: String) throws -> Customer? { try store.customer(ofLead: leadgenID) }
    func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try store.events(before: before, state: state, user: user, limit: limit)
    }
    func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try store.events(after: after, user: user, limit: limit)
    }
    func event(_ id: WebhookEvent.ID) throws -> FeedRow? { try store.event(id) }
    func raw(of event: WebhookEvent.ID) throws -> RawEvent? { try store.raw(of: event) }
    func eventCounts() throws -> [EventState: Int] { try store.eventCounts() }
    func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int] {
        try store.arrivals(user: user, until: now, span: span, buckets: buckets)
    }
    func pages(of user: User.ID?) throws -> [MetaPage] { try store.pages(of: user) }
    func page(_ id: String) throws -> MetaPage? { try store.page(id) }
    func settings(of page: String) throws -> PageSettings? { try store.settings(of: page) }
    func allSettings() throws -> [PageSettings] { try store.allSettings() }
    func pagesVersion() throws -> Int { try store.pagesVersion() }
    func country(ofPage pageID: String) throws -> Country? { try store.country(ofPage: pageID) }
    func form(_ id: String) throws -> KeptForm? { try store.form(id) }
}
