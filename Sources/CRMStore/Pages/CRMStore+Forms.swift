import CRM
import Foundation

extension CRMStore: FormStoring {
    public func form(_ id: String) throws -> KeptForm? {
        try read { db in
            let row = try db.one("SELECT form_id, page_id, name, raw, fetched_at FROM form WHERE form_id = ?", [id])
            let mapping = try currentMapping(db, ofForm: id)
            if let row {
                return KeptForm(
                    id: row[0], pageID: row[1], name: row[2], raw: row[3], fetchedAt: Date(milliseconds: row[4]),
                    mapping: mapping?.mapping ?? FormMapping())
            }
            return mapping.map { KeptForm(id: id, pageID: "", name: "", raw: "", fetchedAt: $0.at, mapping: $0.mapping) }
        }
    }

    public func country(ofPage pageID: String) throws -> Country? {
        try read { db in
            try db.value(String.self, "SELECT country FROM meta_page JOIN user ON user.id = user_id WHERE meta_page_id = ?", [pageID])
                .flatMap { Country($0) }
        }
    }

    public func keepForm(_ form: KeptForm) throws {
        try write { db in
            try db.run(
                """
                INSERT INTO form (form_id, page_id, name, raw, fetched_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (form_id) DO UPDATE
                SET page_id = excluded.page_id, name = excluded.name, raw = excluded.raw, fetched_at = excluded.fetched_at
                """,
                [
                    form.id, form.pageID, FieldRules.withoutNUL(form.name), FieldRules.withoutNUL(form.raw), form.fetchedAt.milliseconds,
                ])
        }
    }

    public func formEntries(user: User.ID?) throws -> [FormEntry] {
        try read { db in
            try db.rows(CRMStore.selectForms + " WHERE ?1 IS NULL OR user_id = ?1 ORDER BY title IS NULL, title, part.form_id", [user])
                .map { try entry(db, $0) }
        }
    }

    public func formEntry(_ id: String) throws -> FormEntry? {
        try read { db in try entry(db, ofForm: id) }
    }

    public func mappings(ofForm id: String) throws -> [FormMapping] {
        try read { db in
            try db.values(String.self, "SELECT targets FROM form_mapping WHERE form_id = ? ORDER BY id DESC", [id])
                .map(CRMStore.mapping)
        }
    }

    public func lead(_ leadgenID: String) throws -> Lead? {
        try read { db in
            try db.one(Lead.select + " WHERE leadgen_id = ?", [leadgenID]).map(Lead.init)
        }
    }

    public func someLeads(ofForm id: String, limit: Int) throws -> [Lead] {
        try read { db in
            try db.rows(Lead.select + " WHERE form_id = ? ORDER BY leadgen_id DESC LIMIT ?", [id, limit]).map(
                Lead.init)
        }
    }

    public func leads(ofForm id: String, after leadgenID: String, limit: Int) throws -> [Lead] {
        try read { db in
            try db.rows(Lead.select + " WHERE form_id = ? AND leadgen_id > ? ORDER BY leadgen_id LIMIT ?", [id, leadgenID, limit]).map(
                Lead.init)
        }
    }

    // MARK: Mappings

    func currentMapping(_ db: any Session, ofForm id: String) throws -> (mapping: FormMapping, at: Date)? {
        let row = try db.one("SELECT targets, at FROM form_mapping WHERE form_id = ? ORDER BY id DESC LIMIT 1", [id])
        return try row.map { (try CRMStore.mapping($0[0]), Date(milliseconds: $0[1])) }
    }

    func setMapping(_ db: any Session, ofForm id: String, _ mapping: FormMapping, at now: Date) throws {
        try db.run(
            "INSERT INTO form_mapping (form_id, targets, at) VALUES (?, ?, ?)",
            [id, String(decoding: try JSONEncoder().encode(mapping.targets), as: UTF8.self), now.milliseconds])
    }

    private static func mapping(_ json: String) throws -> FormMapping {
        FormMapping(try JSONDecoder().decode([String: FormTarget].self, from: Data(json.utf8)))
    }

    // MARK: Rows

    /// A form belongs to one page; where two name it, to the one that Meta told it of.
    private static let selectForms = """
        WITH told AS (
            SELECT form_id, page_id FROM form
            UNION ALL SELECT form_id, page_id FROM catch_up_form
            UNION ALL SELECT form_id, page_id FROM lead_count WHERE n > 0 AND form_id <> ''
        ), part AS (
            SELECT form_id, coalesce((SELECT page_id FROM form WHERE form.form_id = told.form_id), max(page_id)) AS page_id
            FROM told GROUP BY form_id
        )
        SELECT part.form_id, part.page_id, meta_page.user_id,
            coalesce(nullif(form.name, ''), (SELECT nullif(name, '') FROM catch_up_form WHERE form_id = part.form_id AND page_id = part.page_id),
                (SELECT form_name FROM lead WHERE lead.form_id = part.form_id ORDER BY leadgen_id DESC LIMIT 1)) AS title,
            form.raw, (SELECT ifnull(sum(n), 0) FROM lead_count WHERE form_id = part.form_id),
            (SELECT country FROM user WHERE user.id = meta_page.user_id)
        FROM part LEFT JOIN form ON form.form_id = part.form_id LEFT JOIN meta_page ON meta_page_id = part.page_id
        """

    func entry(_ db: any Session, ofForm id: String) throws -> FormEntry? {
        try db.one(CRMStore.selectForms + " WHERE part.form_id = ?", [id]).map { try entry(db, $0) }
    }

    private func entry(_ db: any Session, _ row: SQLRow) throws -> FormEntry {
        let id: String = row[0]
        return FormEntry(
            id: id, pageID: row[1], owner: row[2], country: (row[6] as String?).flatMap { Country($0) }, name: row[3], raw: row[4],
            leads: row[5],
            mapping: try currentMapping(db, ofForm: id)?.mapping ?? FormMapping())
    }
}
