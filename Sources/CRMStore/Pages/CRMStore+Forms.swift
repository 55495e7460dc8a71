import CRM
import Foundation

extension CRMStore: FormStoring {
    public func form(_ id: String) throws -> KeptForm? {
        try read { db in
            let row = try db.one(FormSQL.one, [id])
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
            try db.value(String.self, FormSQL.country, [pageID])
                .flatMap { Country($0) }
        }
    }

    public func keepForm(_ form: KeptForm) throws {
        try write { db in
            try db.run(
                FormSQL.put,
                [
                    form.id, form.pageID, FieldRules.withoutNUL(form.name), FieldRules.withoutNUL(form.raw), form.fetchedAt.milliseconds,
                ])
        }
    }

    public func formEntries(user: User.ID?) throws -> [FormEntry] {
        try read { db in
            try db.rows(FormSQL.entries, [user]).map { try entry(db, $0) }
        }
    }

    public func formEntry(_ id: String) throws -> FormEntry? {
        try read { db in try entry(db, ofForm: id) }
    }

    public func mappings(ofForm id: String) throws -> [FormMapping] {
        try read { db in
            try db.values(String.self, FormSQL.mappings, [id]).map(CRMStore.mapping)
        }
    }

    public func lead(_ leadgenID: String) throws -> Lead? {
        try read { db in
            try db.one(LeadSQL.one, [leadgenID]).map(Lead.init)
        }
    }

    public func someLeads(ofForm id: String, limit: Int) throws -> [Lead] {
        try read { db in
            try db.rows(LeadSQL.newestOfForm, [id, limit]).map(Lead.init)
        }
    }

    public func leads(ofForm id: String, after leadgenID: String, limit: Int) throws -> [Lead] {
        try read { db in
            try db.rows(LeadSQL.ofFormAfter, [id, leadgenID, limit]).map(Lead.init)
        }
    }

    // MARK: Mappings

    func currentMapping(_ db: any Session, ofForm id: String) throws -> (mapping: FormMapping, at: Date)? {
        let row = try db.one(FormSQL.currentMapping, [id])
        return row.map { (CRMStore.mapping($0[0]), Date(milliseconds: $0[1])) }
    }

    func setMapping(_ db: any Session, ofForm id: String, _ mapping: FormMapping, at now: Date) throws {
        try db.run(
            FormSQL.addMapping,
            [id, String(decoding: try JSONEncoder().encode(mapping.targets), as: UTF8.self), now.milliseconds])
    }

    /// None where it cannot be read: the form is mapped by its questions then, as one that nobody has mapped.
    private static func mapping(_ json: String) -> FormMapping {
        (try? JSONDecoder().decode([String: FormTarget].self, from: Data(json.utf8))).map(FormMapping.init) ?? FormMapping()
    }

    // MARK: Rows

    func entry(_ db: any Session, ofForm id: String) throws -> FormEntry? {
        try db.one(FormSQL.entry, [id]).map { try entry(db, $0) }
    }

    private func entry(_ db: any Session, _ row: SQLRow) throws -> FormEntry {
        let id: String = row[0]
        return FormEntry(
            id: id, pageID: row[1], owner: row[2], country: (row[6] as String?).flatMap { Country($0) }, name: row[3], raw: row[4],
            leads: row[5],
            mapping: try currentMapping(db, ofForm: id)?.mapping ?? FormMapping())
    }
}
