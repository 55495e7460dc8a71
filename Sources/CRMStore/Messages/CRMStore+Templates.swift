import CRM
import Foundation

extension CRMStore: TemplateStoring {
    public func templates(of user: User.ID) throws -> [MessageTemplate] {
        let stored = try read { db in
            try db.rows(TemplateSQL.list, [user]).map { MessageTemplate(id: $0["id"], name: $0["name"], text: $0["text"]) }
        }
        return stored.isEmpty ? MessageTemplate.builtIn : stored
    }

    @discardableResult
    public func saveTemplate(_ template: MessageTemplate, of user: User.ID) throws -> MessageTemplate.ID {
        let name = FieldRules.withoutNUL(template.name).withoutOuterBlanks
        let text = FieldRules.withoutNUL(template.text).withoutOuterBlanks
        try CRMStore.check(name, "name", most: MessageTemplate.longestName)
        try CRMStore.check(text, "text", most: MessageTemplate.longestText)
        return try write { db in
            let stored = try ownTemplates(db, of: user)
            guard template.id != 0 else { return try db.insert(TemplateSQL.insert, [user, stored.count, name, text]) }
            let id = CRMStore.stored(template.id, among: stored)
            guard try db.run(TemplateSQL.update, [name, text, id, user]) == 1 else {
                throw StoreError.invalid("This template was deleted meanwhile, so nothing was written.")
            }
            return id
        }
    }

    public func removeTemplate(_ id: MessageTemplate.ID, of user: User.ID) throws {
        try write { db in
            let stored = try ownTemplates(db, of: user)
            try db.run(TemplateSQL.delete, [CRMStore.stored(id, among: stored), user])
            try order(db, try db.values(Int64.self, TemplateSQL.ids, [user]))
        }
    }

    public func moveTemplate(_ id: MessageTemplate.ID, to index: Int, of user: User.ID) throws {
        try write { db in
            var stored = try ownTemplates(db, of: user)
            guard let old = stored.firstIndex(of: CRMStore.stored(id, among: stored)) else { return }
            let moved = stored.remove(at: old)
            stored.insert(moved, at: min(max(0, index), stored.count))
            try order(db, stored)
        }
    }

    /// The ids of the user's templates; the built-in ones are stored where there are none.
    private func ownTemplates(_ db: any Session, of user: User.ID) throws -> [MessageTemplate.ID] {
        _ = try userName(db, user)
        let stored = try db.values(Int64.self, TemplateSQL.ids, [user])
        guard stored.isEmpty else { return stored }
        return try MessageTemplate.builtIn.enumerated().map { index, template in
            try db.insert(TemplateSQL.insert, [user, index, template.name, template.text])
        }
    }

    private func order(_ db: any Session, _ ids: [MessageTemplate.ID]) throws {
        for (index, id) in ids.enumerated() { try db.run(TemplateSQL.place, [index, id]) }
    }

    /// The id under which a built-in template was just stored; any other id as it is.
    private static func stored(_ id: MessageTemplate.ID, among stored: [MessageTemplate.ID]) -> MessageTemplate.ID {
        guard let index = MessageTemplate.builtIn.firstIndex(where: { $0.id == id }), stored.indices.contains(index) else { return id }
        return stored[index]
    }

    private static func check(_ text: String, _ what: String, most: Int) throws(StoreError) {
        guard !text.isEmpty, text.unicodeScalars.count <= most else {
            throw .invalid("A template's \(what) has 1 to \(most) characters.")
        }
    }
}
