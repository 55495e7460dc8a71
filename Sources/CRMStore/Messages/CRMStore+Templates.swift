import CRM
import Foundation

extension CRMStore: TemplateStoring {
    public func templates(of user: User.ID) throws -> [MessageTemplate] {
        let stored = try read { db in try list(db, of: user) }
        return stored.isEmpty ? MessageTemplate.builtIn : stored.map(MessageTemplate.init)
    }

    /// One act as one step, which keeps the whole list of both sides: it is short.
    func editTemplate(_ db: any Session, _ edit: TemplateEdit, of user: User.ID) throws -> ChangeRecord? {
        let before = try list(db, of: user)
        let known = try before.isEmpty ? storeBuiltIn(db, of: user) : before
        let sentence: String
        var kind = Activity.Kind.edited
        switch edit {
        case .save(let template) where template.id == 0:
            let new = try CRMStore.checked(template)
            try db.run(TemplateSQL.add, [user, known.count, new.name, new.subject, new.text])
            sentence = "added the template \"\(new.name)\""
            kind = .created
        case .save(let template):
            let new = try CRMStore.checked(template)
            guard let old = CRMStore.find(template.id, among: known) else { throw StoreError.invalid(CRMStore.templateGone) }
            try db.run(TemplateSQL.update, [new.name, new.subject, new.text, old.id])
            sentence = "changed the template \"\(new.name)\""
        case .remove(let id):
            guard let old = CRMStore.find(id, among: known) else { throw StoreError.invalid(CRMStore.templateGone) }
            try db.run(TemplateSQL.delete, [old.id])
            try order(db, known.filter { $0.id != old.id })
            sentence = "deleted the template \"\(old.name)\""
            kind = .deleted
        case .move(let id, let index):
            guard let old = CRMStore.find(id, among: known) else { throw StoreError.invalid(CRMStore.templateGone) }
            var moved = known.filter { $0.id != old.id }
            moved.insert(old, at: min(max(0, index), moved.count))
            try order(db, moved)
            sentence = "moved the template \"\(old.name)\""
        }
        let after = try list(db, of: user)
        guard after != known else {
            // Nothing was changed, so the built-in ones need not be stored either.
            if before.isEmpty { try db.run(TemplateSQL.deleteAll, [user]) }
            return nil
        }
        var step = ChangeRecord(action: .editTemplate, kind: kind, text: "", sentence: sentence)
        step.before.templates = ChangeRecord.TemplateList(user: user, stored: before)
        step.after.templates = ChangeRecord.TemplateList(user: user, stored: after)
        return step
    }

    /// Goes from one side of a change of templates to the other, where nobody has changed them since.
    func revertTemplates(_ db: any Session, from: ChangeRecord.Side, to: ChangeRecord.Side) throws {
        guard let from = from.templates, let to = to.templates else { return }
        guard try list(db, of: to.user) == from.stored else {
            throw StoreError.invalid("The templates were changed meanwhile, so they were left as they are.")
        }
        try db.run(TemplateSQL.deleteAll, [to.user])
        for (index, template) in to.stored.enumerated() {
            try db.run(TemplateSQL.addAgain, [template.id, to.user, index, template.name, template.subject, template.text])
        }
    }

    private static let templateGone = "This template was deleted meanwhile, so nothing was written."

    private func list(_ db: any Session, of user: User.ID) throws -> [ChangeRecord.StoredTemplate] {
        try db.rows(TemplateSQL.list, [user]).map {
            ChangeRecord.StoredTemplate(id: $0["id"], name: $0["name"], subject: $0["subject"], text: $0["text"])
        }
    }

    private func storeBuiltIn(_ db: any Session, of user: User.ID) throws -> [ChangeRecord.StoredTemplate] {
        for (index, template) in MessageTemplate.builtIn.enumerated() {
            try db.run(TemplateSQL.add, [user, index, template.name, template.subject, template.text])
        }
        return try list(db, of: user)
    }

    private func order(_ db: any Session, _ templates: [ChangeRecord.StoredTemplate]) throws {
        for (index, template) in templates.enumerated() { try db.run(TemplateSQL.place, [index, template.id]) }
    }

    /// The stored template with this id, which may be that of a built-in one that has just been stored.
    private static func find(_ id: MessageTemplate.ID, among stored: [ChangeRecord.StoredTemplate]) -> ChangeRecord.StoredTemplate? {
        if let index = MessageTemplate.builtIn.firstIndex(where: { $0.id == id }) {
            return stored.indices.contains(index) ? stored[index] : nil
        }
        return stored.first { $0.id == id }
    }

    private static func checked(_ template: MessageTemplate) throws(StoreError) -> MessageTemplate {
        var new = template
        new.name = PlainLine.of(FieldRules.withoutNUL(template.name)).withoutOuterBlanks
        new.subject = PlainLine.of(FieldRules.withoutNUL(template.subject)).withoutOuterBlanks
        new.text = FieldRules.withoutNUL(template.text).withoutOuterBlanks
        try check(new.name, "name", 1...MessageTemplate.longestName)
        try check(new.subject, "subject", 0...MessageTemplate.longestSubject)
        try check(new.text, "text", 1...MessageTemplate.longestText)
        if let sentence = new.unknownNameSentence { throw .invalid(sentence) }
        return new
    }

    private static func check(_ text: String, _ what: String, _ length: ClosedRange<Int>) throws(StoreError) {
        guard length.contains(text.unicodeScalars.count) else {
            throw .invalid("A template's \(what) has \(length.lowerBound) to \(length.upperBound) characters.")
        }
    }
}

extension MessageTemplate {
    fileprivate init(_ stored: ChangeRecord.StoredTemplate) {
        self.init(id: stored.id, name: stored.name, subject: stored.subject, text: stored.text)
    }
}
