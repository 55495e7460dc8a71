import CRM
import CRMStore
import Foundation

/// The real store as one life of the program sees it: any call may be the last, before or after it was carried out, and the disk may
/// refuse to write.
struct MortalStore: PageStoring, JournalStoring, LedgerStoring, LeadOffering {
    let store: CRMStore
    let life: Life
    let history: History

    private func read<Value>(_ name: StaticString, _ body: () throws -> Value) throws -> Value {
        try history.beforeCall(name, isWrite: false, life)
        return try body()
    }

    private func write<Value>(_ name: StaticString, _ body: () throws -> Value) throws -> Value {
        try history.beforeCall(name, isWrite: true, life)
        let value = try body()
        try history.afterWrite(name, life)
        return value
    }

    func pages(of user: User.ID?) throws -> [MetaPage] { try read("pages") { try store.pages(of: user) } }
    func page(_ id: String) throws -> MetaPage? { try read("page") { try store.page(id) } }
    func settings(of page: String) throws -> PageSettings? { try read("settings") { try store.settings(of: page) } }
    func allSettings() throws -> [PageSettings] { try read("allSettings") { try store.allSettings() } }
    func pagesVersion() throws -> Int { try read("pagesVersion") { try store.pagesVersion() } }
    func noteVerified(page: String, at: Date) throws { try write("noteVerified") { try store.noteVerified(page: page, at: at) } }
    func noteName(page: String, name: String) throws { try write("noteName") { try store.noteName(page: page, name: name) } }
    func noteToken(page: String, _ health: TokenHealth) throws { try write("noteToken") { try store.noteToken(page: page, health) } }
    func setState(page: String, _ state: PageState, at now: Date) throws {
        try write("setState") { try store.setState(page: page, state, at: now) }
    }
    func country(ofPage pageID: String) throws -> Country? { try read("country") { try store.country(ofPage: pageID) } }
    func form(_ id: String) throws -> KeptForm? { try read("form") { try store.form(id) } }
    func keepForm(_ form: KeptForm) throws { try write("keepForm") { try store.keepForm(form) } }

    func append(_ deliveries: [Delivery]) throws -> [WebhookEvent] { try write("append") { try store.append(deliveries) } }
    func unknownPageUsage(since: Date) throws -> UnknownPageUsage {
        try read("unknownPageUsage") { try store.unknownPageUsage(since: since) }
    }
    func canWrite() -> Bool { !life.isOver && store.canWrite() }
    func recoverFetching() throws { try write("recoverFetching") { try store.recoverFetching() } }
    func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent] {
        try write("takeDue") { try store.takeDue(at: now, limit: limit, perPage: perPage, except: pages) }
    }
    func explainWait(of page: String, until end: Date, _ why: String, reason: EventReason, remedy: String) throws {
        try write("explainWait") { try store.explainWait(of: page, until: end, why, reason: reason, remedy: remedy) }
    }
    func hasten(_ reasons: Set<EventReason>?, of page: String?, at now: Date) throws {
        try write("hasten") { try store.hasten(reasons, of: page, at: now) }
    }
    func nextDue() throws -> Date? { try read("nextDue") { try store.nextDue() } }
    var leaseBeat: TimeInterval? { store.leaseBeat }
    func renewLeases() throws -> Set<WebhookEvent.ID> { try write("renewLeases") { try store.renewLeases() } }
    /// In whole seconds, for the server's clock is not the history's.
    func leaseEnd() throws -> TimeInterval? { try read("leaseEnd") { try store.leaseEnd()?.rounded(.up) } }
    func customer(ofLead leadgenID: String) throws -> Customer? { try read("customer") { try store.customer(ofLead: leadgenID) } }
    func record(_ ends: [(event: WebhookEvent.ID, end: AttemptEnd)], at now: Date) throws -> [Result<SavedLead?, StoreError>] {
        let outcomes = try write("record") { try history.watchingNewLeads(life, at: now) { try store.record(ends, at: now) } }
        for (attempt, outcome) in zip(ends, outcomes) { history.note("event \(attempt.event): \(MortalStore.told(attempt.end, outcome))") }
        return outcomes
    }
    private static func told(_ end: AttemptEnd, _ outcome: Result<SavedLead?, StoreError>) -> String {
        switch (end, outcome) {
        case (_, .failure(let error)): "not recorded: \(error)"
        case (.read(let arrival), .success(let saved)):
            "lead \(arrival.lead.leadgenID) is customer \(saved.map { "\($0.customer.id)\($0.isNew ? ", new" : "")" } ?? "-")"
        case (.settled(let settlement), .success):
            "\(settlement.state.rawValue)\(settlement.error.map { ", \($0)" } ?? "")"
        }
    }
    func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try read("events") { try store.events(before: before, state: state, user: user, limit: limit) }
    }
    func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow] {
        try read("events") { try store.events(after: after, user: user, limit: limit) }
    }
    func event(_ id: WebhookEvent.ID) throws -> FeedRow? { try read("event") { try store.event(id) } }
    func raw(of event: WebhookEvent.ID) throws -> RawEvent? { try read("raw") { try store.raw(of: event) } }
    func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int {
        try write("retry") { try store.retry(ids, user: user, at: now) }
    }
    func eventCounts() throws -> [EventState: Int] { try read("eventCounts") { try store.eventCounts() } }
    func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int] {
        try read("arrivals") { try store.arrivals(user: user, until: now, span: span, buckets: buckets) }
    }

    func catchUpPages() throws -> [CatchUpPage] { try read("catchUpPages") { try store.catchUpPages() } }
    func noteCatchUp(page: String, at: Date, problem: Problem?) throws {
        try write("noteCatchUp") { try store.noteCatchUp(page: page, at: at, problem: problem) }
        history.note("catch-up of \(page) ended: \(problem?.sentence ?? "well")")
    }
    func noteForms(_ forms: [FormCount], of page: String, at: Date) throws {
        try write("noteForms") { try store.noteForms(forms, of: page, at: at) }
    }
    func mark(ofForm form: String, page: String) throws -> Date? { try read("mark") { try store.mark(ofForm: form, page: page) } }
    func setMark(_ mark: Date, ofForm form: String, page: String) throws {
        try write("setMark") { try store.setMark(mark, ofForm: form, page: page) }
    }
    func appendMissing(_ deliveries: [Delivery]) throws -> [WebhookEvent] {
        let events = try write("appendMissing") { try store.appendMissing(deliveries) }
        for event in events { history.note("event \(event.id): lead \(event.leadgenID ?? "-") was found missing") }
        return events
    }
    func ledger(user: User.ID?) throws -> [LedgerRow] { try read("ledger") { try store.ledger(user: user) } }

    func offerOn(since moment: Date, present: Set<User.ID>, at now: Date) throws -> Int {
        try write("offerOn") {
            try history.watchingOffers(life, at: now) { try store.offerOn(since: moment, present: present, at: now) }
        }
    }
    func oldestOffer() throws -> Date? { try read("oldestOffer") { try store.oldestOffer() } }
}
