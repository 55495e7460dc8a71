import CRM
import Crypto
import Foundation

extension CRMStore {
    public func pages(of user: User.ID?) throws -> [MetaPage] {
        try read { db in
            db.planOnce()
            return try db.rows(PageSQL.list(db.dialect), [user]).map(page)
        }
    }

    public func page(_ id: String) throws -> MetaPage? {
        try read { db in
            try db.one(PageSQL.one(db.dialect), [id]).map(page)
        }
    }

    public func settings(of page: String) throws -> PageSettings? {
        try read { db in
            try db.one(PageSQL.row(db.dialect), [page]).map(settings)
        }
    }

    /// A page whose secrets cannot be opened holds up no other. It has no tokens then, and instead of its app secret one that nobody
    /// knows: nothing that is posted for it counts as signed, so it is not taken, and Meta sends it again or catching up finds it.
    /// Throws when no page can be opened, for then the key may be put back at any moment, and whoever asks must ask again.
    public func allSettings() throws -> [PageSettings] {
        try read { db in
            let rows = try db.rows(PageSQL.rows(db.dialect))
            let results = rows.map { row in Result { try settings(row) } }
            let opened = results.map { try? $0.get() }
            if opened.allSatisfy({ $0 == nil }) { _ = try results.first?.get() }
            return zip(rows, opened).map { row, settings in
                settings
                    ?? PageSettings(
                        metaPageId: row["meta_page_id"], metaPageAccessToken: Secret(""), metaAppSecret: CRMStore.nobodysSecret,
                        metaVerifyToken: Secret(""))
            }
        }
    }

    /// The same for as long as the program runs, so that nobody takes it for a change of the settings.
    private static let nobodysSecret = Secret(SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() })

    public func pagesVersion() throws -> Int {
        try read { db in
            try db.value(Int.self, PageSQL.version) ?? 0
        }
    }

    public func noteVerified(page: String, at: Date) throws {
        try write { db in try db.run(PageSQL.noteVerified, [at.milliseconds, page]) }
    }

    public func noteName(page: String, name: String) throws {
        try write { db in try db.run(PageSQL.noteName, [FieldRules.fromMeta(name), page]) }
    }

    public func noteToken(page: String, _ health: TokenHealth) throws {
        let json = String(decoding: try JSONEncoder().encode(health), as: UTF8.self)
        try write { db in try db.run(PageSQL.noteHealth, [json, page]) }
    }

    public func setState(page: String, _ state: PageState, at now: Date) throws {
        try write { db in
            switch state {
            case .ok:
                try free(db, page: page, at: now)
            case .blocked(let reason, let remedy, let code):
                try db.run(PageSQL.block, [reason, remedy, code.rawValue, page])
                try block(db, page: page, reason: reason, remedy: remedy, code: code.rawValue)
            }
        }
    }

    /// Events that nobody works on wait for the page's settings as well.
    func block(_ db: any Session, page: String, reason: String, remedy: String?, code: String?) throws {
        try db.run(JournalSQL.block(db.dialect), [reason, remedy, code, page])
    }

    private func page(_ row: SQLRow) -> MetaPage {
        var lastLead: MetaPage.LastLead?
        if let at = row["last_lead_at"] as Int64? {
            lastLead = MetaPage.LastLead(
                at: Date(milliseconds: at), customerName: row["last_lead_name"] ?? "", formName: row["last_lead_form"])
        }
        let (here, missing): (Int, Int) = (row["here"] ?? 0, row["missing"] ?? 0)
        var problem: Problem?
        if let reason = row["trouble"] as String? { problem = Problem(.catchUp, reason, remedy: row["remedy"]) }
        var page = MetaPage(
            id: row["meta_page_id"], userID: row["user_id"], name: row["name"],
            hasAccessToken: row["meta_page_access_token"] as Data? != nil, signatureChecked: row["meta_app_secret"] as Data? != nil,
            state: row["state"] as String == "blocked" ? blocked(row) : .ok,
            verifiedAt: (row["verified_at"] as Int64?).map { Date(milliseconds: $0) },
            lastEventAt: (row["last_event_at"] as Int64?).map { Date(milliseconds: $0) }, lastLead: lastLead,
            token: (row["token_health"] as String?).flatMap { try? JSONDecoder().decode(TokenHealth.self, from: Data($0.utf8)) },
            waiting: row["unread"], heldLeads: heldLeads(row),
            leads: LedgerTotals(meta: row["is_counted"] ? here + missing : nil, here: here, missing: missing),
            comparedAt: problem == nil ? (row["compared_at"] as Int64?).map { Date(milliseconds: $0) } : nil, catchUpProblem: problem)
        page.hidesSettings = PageSQL.secrets.contains { (row[$0] as Data?)?.isEmpty == true }
        return page
    }

    private func heldLeads(_ row: SQLRow) -> HeldLeads? {
        guard let reason = (row["held_reason"] as String?).flatMap(EventReason.init) else { return nil }
        return HeldLeads(reason: reason, remedy: row["held_remedy"] ?? "", since: Date(milliseconds: row["held_since"]))
    }

    private func blocked(_ row: SQLRow) -> PageState {
        let code = (row["blocked_code"] as String?).flatMap(EventReason.init)
        return .blocked(reason: row["blocked_reason"] ?? "", remedy: row["blocked_remedy"] ?? "", code: code ?? .pageBlocked)
    }

    private func settings(_ row: SQLRow) throws -> PageSettings {
        let id: String = row["meta_page_id"]
        return PageSettings(
            metaPageId: id, metaPageAccessToken: try open(row["meta_page_access_token"], id, .token),
            metaAppSecret: try open(row["meta_app_secret"], id, .appSecret),
            metaVerifyToken: try open(row["meta_verify_token"], id, .verifyToken))
    }
}
