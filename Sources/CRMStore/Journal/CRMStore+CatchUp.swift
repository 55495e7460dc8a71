import CRM
import Foundation

extension CRMStore {
    public func catchUpPages() throws -> [CatchUpPage] {
        try read { db in
            try db.rows(
                """
                SELECT meta_page_id, state = 'blocked', wanted_at, ended_at, trouble, remedy,
                    EXISTS (SELECT 1 FROM catch_up_form WHERE page_id = meta_page_id AND ifnull(held, 1) > 0)
                    OR EXISTS (SELECT 1 FROM lead_count WHERE page_id = meta_page_id AND n > 0)
                FROM meta_page LEFT JOIN catch_up_page ON page_id = meta_page_id ORDER BY position
                """
            ).map { row in
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
            // A page that was removed meanwhile has nothing to note.
            try db.run(
                """
                INSERT INTO catch_up_page (page_id, ended_at, trouble, remedy)
                SELECT meta_page_id, ?2, ?3, ?4 FROM meta_page WHERE meta_page_id = ?1
                ON CONFLICT (page_id) DO UPDATE
                SET ended_at = excluded.ended_at, trouble = excluded.trouble, remedy = excluded.remedy
                """, [page, at.milliseconds, problem?.sentence, problem?.remedy])
        }
    }

    public func noteForms(_ forms: [FormCount], of page: String, at: Date) throws {
        try write { db in
            let put = """
                INSERT INTO catch_up_form (page_id, form_id, name, held, counted_at, expired)
                SELECT meta_page_id, ?2, ?3, ?4, ?5,
                    (SELECT count(*) FROM lead\(db.dialect.indexed(by: "lead_of_form")) WHERE page_id = ?1 AND form_id = ?2 AND created_time < ?6)
                FROM meta_page WHERE meta_page_id = ?1
                ON CONFLICT (page_id, form_id) DO UPDATE
                SET name = ifnull(excluded.name, name), held = ifnull(excluded.held, held), counted_at = excluded.counted_at,
                    expired = excluded.expired
                """
            let kept = at.addingTimeInterval(-Lead.keptAtMeta).milliseconds
            for form in forms {
                try db.run(put, [page, form.formID, FieldRules.fromMeta(form.name), form.held, at.milliseconds, kept])
            }
        }
    }

    public func mark(ofForm form: String, page: String) throws -> Date? {
        try read { db in
            try db.value(Int64.self, "SELECT mark FROM catch_up_form WHERE page_id = ? AND form_id = ?", [page, form])
        }.map { Date(milliseconds: $0) }
    }

    public func setMark(_ mark: Date, ofForm form: String, page: String) throws {
        try write { db in
            try db.run(
                "UPDATE catch_up_form SET mark = max(ifnull(mark, 0), ?) WHERE page_id = ? AND form_id = ?",
                [mark.milliseconds, page, form])
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
        let known = """
            SELECT EXISTS (SELECT 1 FROM lead WHERE leadgen_id = ?1 AND NOT \(ImportSQL.isTakenBack))
                OR EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = ?2)
            """
        let erased = try ErasedLeads(db)
        return try !delivery.events.contains { event in
            guard let lead = event.leadgenID else { return false }
            // Anybody can post an event with this lead under another page's id: that one never becomes a customer. Meta goes on listing
            // the leads of people who were erased here.
            return try db.value(Bool.self, known, [lead, event.pageID]) ?? false || erased.contains(lead, db)
        }
    }

    /// An event of a page that nobody has wants nothing.
    func noteWanted(_ db: any Session, page: String, at: Int64) throws {
        try db.run(
            """
            INSERT INTO catch_up_page (page_id, wanted_at) SELECT meta_page_id, ?2 FROM meta_page WHERE meta_page_id = ?1
            ON CONFLICT (page_id) DO UPDATE SET wanted_at = max(ifnull(wanted_at, 0), excluded.wanted_at)
            """, [page, at])
    }

    /// A new lead: whether any webhook has announced it.
    func noteFound(_ db: any Session, lead: String) throws {
        try db.run(
            """
            UPDATE lead SET source = 'catch_up' WHERE leadgen_id = ?1
                AND EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = lead.page_id)
                AND NOT EXISTS (SELECT 1 FROM webhook_event WHERE leadgen_id = ?1 AND page_id = lead.page_id AND source = 'webhook')
            """, [lead])
    }

    /// An event of a lead that is here: when a webhook brought it, the lead was announced after all.
    func noteAnnounced(_ db: any Session, by event: WebhookEvent.ID) throws {
        try db.run(
            """
            UPDATE lead SET source = 'webhook' WHERE source = 'catch_up'
                AND (leadgen_id, page_id) IN (SELECT leadgen_id, page_id FROM webhook_event WHERE id = ? AND source = 'webhook')
            """, [event])
    }
}
