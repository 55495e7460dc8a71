import CRM
import Foundation

extension CRMStore {
    public func catchUpPages() throws -> [CatchUpPage] {
        try read { db in
            try db.rows(CatchUpSQL.pages).map { row in
                var problem: Problem?
                if let reason = row[4] as String? { problem = Problem(.catchUp, reason, remedy: row[5]) }
                return CatchUpPage(
                    pageID: row[0], isBlocked: row[1], wantedAt: (row[2] as Int64?).map { Date(milliseconds: $0) },
                    endedAt: (row[3] as Int64?).map { Date(milliseconds: $0) }, problem: problem, hasLeads: row[6])
            }
        }
    }

    public func noteCatchUp(page: String, at: Date, problem: Problem?) throws {
        try write { db in
            try db.run(CatchUpSQL.noteEnd, [page, at.milliseconds, problem?.sentence, problem?.remedy])
        }
    }

    public func noteForms(_ forms: [FormCount], of page: String, at: Date) throws {
        try write { db in
            let put = CatchUpSQL.noteForm(db.dialect)
            let kept = at.addingTimeInterval(-Lead.keptAtMeta).milliseconds
            for form in forms {
                try db.run(put, [page, form.formID, FieldRules.fromMeta(form.name), form.held, at.milliseconds, kept])
            }
        }
    }

    public func mark(ofForm form: String, page: String) throws -> Date? {
        try read { db in
            try db.value(Int64.self, CatchUpSQL.mark, [page, form])
        }.map { Date(milliseconds: $0) }
    }

    public func setMark(_ mark: Date, ofForm form: String, page: String) throws {
        try write { db in
            try db.run(CatchUpSQL.setMark(db.dialect), [mark.milliseconds, page, form])
        }
    }

    /// Looks and writes in one transaction: what a webhook brings meanwhile comes before or after it, never between.
    public func appendMissing(_ deliveries: [Delivery]) throws -> [WebhookEvent] {
        let isAnyMissing = try read { db in try deliveries.contains { try isMissing(db, $0) } }
        // Nothing missing is the common answer, and it must not take the write lock.
        guard isAnyMissing else { return [] }
        return try write { db in
            var seen: Set<String> = []
            return try append(
                db,
                deliveries.filter { delivery in
                    let leads = delivery.events.compactMap(\.leadgenID)
                    return try isMissing(db, delivery) && leads.allSatisfy { seen.insert($0).inserted }
                })
        }
    }

    private func isMissing(_ db: any Session, _ delivery: Delivery) throws -> Bool {
        let erased = try ErasedLeads(db)
        return try !delivery.events.contains { event in
            guard let lead = event.leadgenID else { return false }
            // Anybody can post an event with this lead under another page's id: that one never becomes a customer. Meta goes on listing
            // the leads of people who were erased here.
            return try db.value(Bool.self, CatchUpSQL.isKnown, [lead, event.pageID]) ?? false || erased.contains(lead, db)
        }
    }

    func noteWanted(_ db: any Session, page: String, at: Int64) throws {
        try db.run(CatchUpSQL.noteWanted(db.dialect), [page, at])
    }

    /// A new lead: whether any webhook has announced it.
    func noteFound(_ db: any Session, lead: String) throws {
        try db.run(CatchUpSQL.noteFound, [lead])
    }

    /// An event of a lead that is here: when a webhook brought it, the lead was announced after all.
    func noteAnnounced(_ db: any Session, by event: WebhookEvent.ID) throws {
        try db.run(CatchUpSQL.noteAnnounced, [event])
    }
}
