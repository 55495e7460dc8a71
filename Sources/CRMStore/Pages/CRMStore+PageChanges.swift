import CRM
import Foundation

extension CRMStore {
    func savePage(_ db: any Session, _ settings: PageSettings, by user: User.ID, at now: Date) throws -> ChangeRecord {
        let id = try FieldRules.pageID(settings.metaPageId)
        let old = try pageRecord(db, id)
        if let old, old.userID != user { throw StoreError.pageTaken(pageID: id, by: try userName(db, old.userID)) }
        var record = old ?? PageRecord(userID: user)
        record.token = try seal(settings.metaPageAccessToken, id, .token)
        record.appSecret = try seal(settings.metaAppSecret, id, .appSecret)
        record.verifyToken = try seal(settings.metaVerifyToken, id, .verifyToken)
        var step = ChangeRecord(
            action: .savePage, kind: old == nil ? .created : .edited, pageID: id, text: "",
            sentence: "\(old == nil ? "added" : "changed the settings of") page \(old?.name ?? id)")
        try put(db, id, record)
        step.before.page = old
        step.after.page = try pageRecord(db, id)
        let isSame =
            old.map { old in
                opened(old.token, id, .token) == settings.metaPageAccessToken
                    && opened(old.appSecret, id, .appSecret) == settings.metaAppSecret
            } ?? false
        if !isSame {
            try free(db, page: id, at: now)
            try forgetHealth(db, page: id)
        }
        return step
    }

    func removePage(_ db: any Session, _ id: String, by user: User.ID) throws -> ChangeRecord {
        guard let old = try pageRecord(db, id) else { throw StoreError.pageUnknown(id) }
        guard old.userID == user else { throw StoreError.pageTaken(pageID: id, by: try userName(db, old.userID)) }
        try db.run("DELETE FROM meta_page WHERE meta_page_id = ?", [id])
        var step = ChangeRecord(action: .removePage, kind: .deleted, pageID: id, text: "", sentence: "removed page \(old.name ?? id)")
        step.before.page = old
        return step
    }

    /// Goes from one state of a page's settings to the other, where nobody has changed them since.
    func revertPage(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side, at now: Date) throws {
        guard let id = step.pageID else { return }
        let current = try pageRecord(db, id)
        switch (current, from.page) {
        case (nil, nil): break
        case (let current?, let expected?) where current.userID == expected.userID && current.hasSameSettings(as: expected): break
        case (let current?, let expected) where current.userID != (expected ?? to.page)?.userID:
            throw StoreError.pageTaken(pageID: id, by: try userName(db, current.userID))
        case (nil, _): throw StoreError.pageUnknown(id)
        default:
            throw StoreError.invalid("The settings of page \(id) were changed meanwhile, so they were left as they are.")
        }
        if let wanted = to.page {
            try put(db, id, wanted)
            try free(db, page: id, at: now)
            if current != nil { try forgetHealth(db, page: id) }
        } else {
            try db.run("DELETE FROM meta_page WHERE meta_page_id = ?", [id])
        }
    }

    /// Sets a page free and makes the events due that waited for its settings.
    func free(_ db: any Session, page: String, at now: Date) throws {
        try db.run(
            "UPDATE meta_page SET state = 'ok', blocked_reason = NULL, blocked_remedy = NULL, blocked_code = NULL WHERE meta_page_id = ?",
            [page])
        try db.run(
            """
            UPDATE webhook_event\(db.dialect.indexed(by: "event_blocked"))
            SET state = 'waiting', next_attempt_at = ?, error = NULL, reason = NULL, remedy = NULL,
                message = NULL, plan = NULL, tries = 0
            WHERE page_id = ? AND state = 'blocked'
            """, [now.milliseconds, page])
    }

    /// What Meta said of other settings says nothing of these.
    private func forgetHealth(_ db: any Session, page: String) throws {
        try db.run("UPDATE meta_page SET token_health = NULL WHERE meta_page_id = ?", [page])
    }

    private func pageRecord(_ db: any Session, _ id: String) throws -> PageRecord? {
        try db.one("SELECT * FROM meta_page WHERE meta_page_id = ?", [id]).map { row in
            PageRecord(
                position: row["position"], userID: row["user_id"], token: row["meta_page_access_token"],
                appSecret: row["meta_app_secret"], verifyToken: row["meta_verify_token"], name: row["name"],
                verifiedAt: row["verified_at"], lastEventAt: row["last_event_at"], lastLeadAt: row["last_lead_at"],
                lastLeadName: row["last_lead_name"], lastLeadForm: row["last_lead_form"], tokenHealth: row["token_health"])
        }
    }

    /// Writes a page's settings; a page that is not there comes with all that was known of it.
    private func put(_ db: any Session, _ id: String, _ page: PageRecord) throws {
        try db.run(
            """
            INSERT INTO meta_page (position, meta_page_id, user_id, meta_page_access_token, meta_app_secret, meta_verify_token,
                name, verified_at, last_event_at, last_lead_at, last_lead_name, last_lead_form, token_health)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (meta_page_id) DO UPDATE SET meta_page_access_token = excluded.meta_page_access_token,
                meta_app_secret = excluded.meta_app_secret, meta_verify_token = excluded.meta_verify_token
            """,
            [
                page.position, id, page.userID, page.token, page.appSecret, page.verifyToken, page.name, page.verifiedAt,
                page.lastEventAt, page.lastLeadAt, page.lastLeadName, page.lastLeadForm, page.tokenHealth,
            ])
    }
}
