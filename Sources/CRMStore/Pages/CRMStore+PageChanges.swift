import CRM
import Foundation

extension CRMStore {
    func savePage(_ db: any Session, _ settings: PageSettings, by user: User.ID, at now: Date) throws -> ChangeRecord {
        let id = try FieldRules.pageID(settings.metaPageId)
        let old = try pageRecord(db, id)
        if let old, old.userID != user { throw StoreError.pageTaken(pageID: id, by: try userName(db, old.userID)) }
        try requireKey(db)
        var record = old ?? PageRecord(userID: user)
        // A role that may not save pages is refused here, before something is sealed and a key made for it.
        try put(db, id, record)
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

    func removePage(_ db: any Session, _ id: String, by user: User.ID, at now: Date) throws -> ChangeRecord {
        guard let old = try pageRecord(db, id) else { throw StoreError.pageUnknown(id) }
        guard old.userID == user else { throw StoreError.pageTaken(pageID: id, by: try userName(db, old.userID)) }
        try remove(db, id, at: now)
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
            try remove(db, id, at: now)
        }
    }

    /// The events that wait for its settings are due, so that the intake says of them that nobody has their page.
    private func remove(_ db: any Session, _ id: String, at now: Date) throws {
        try free(db, page: id, at: now)
        try db.run(PageSQL.remove, [id])
    }

    /// Sets a page free and makes the events due that waited for its settings.
    func free(_ db: any Session, page: String, at now: Date) throws {
        try db.run(PageSQL.free, [page])
        try db.run(JournalSQL.free(db.dialect), [now.milliseconds, page])
    }

    /// Drops Meta's answers about other settings, which say nothing of these.
    private func forgetHealth(_ db: any Session, page: String) throws {
        try db.run(PageSQL.noteHealth, [nil, page])
    }

    private func pageRecord(_ db: any Session, _ id: String) throws -> PageRecord? {
        try db.one(PageSQL.row(db.dialect), [id]).map { row in
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
            PageSQL.put,
            [
                page.position, id, page.userID, page.token, page.appSecret, page.verifyToken, page.name, page.verifiedAt,
                page.lastEventAt, page.lastLeadAt, page.lastLeadName, page.lastLeadForm, page.tokenHealth,
            ])
    }
}
