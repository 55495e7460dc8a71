import Base
import CRM
import Foundation

/// Applying a form's mapping to the leads that are here, and taking that back.
///
/// One step of the user's stands for the whole; each customer's change is a part of it, with its own line in the timeline and both
/// sides of the columns. A part has no user, so that `undo` never comes upon it by itself.
extension CRMStore {
    public func beginRemap(ofForm id: String, _ mapping: FormMapping, by user: User.ID, at now: Date) throws -> RemapBatch {
        try write { db in
            let author = try userName(db, user)
            let before = try currentMapping(db, ofForm: id)?.mapping ?? FormMapping()
            if before != mapping { try setMapping(db, ofForm: id, mapping, at: now) }
            var step = ChangeRecord(
                action: .mapForm, kind: .edited, text: "form mapped", sentence: "form \(id): which answer fills which field")
            step.before.form = ChangeRecord.MappedForm(id: id, targets: before.targets)
            step.after.form = ChangeRecord.MappedForm(id: id, targets: mapping.targets)
            let stepID = try step.insert(db, user: user, author: author, at: now)
            return RemapBatch(id: stepID, isNewMapping: before != mapping)
        }
    }

    public func remap(_ leads: [RemappedLead], step: RemapBatch?, by user: User.ID, at now: Date) throws -> RemapResult {
        guard let step else { return try read { db in try remap(db, leads, part: nil, by: user, at: now) } }
        return try write { db in
            try checkOpen(db, step)
            let author = try userName(db, user)
            return try remap(db, leads, part: Part(step: step.id, author: author), by: user, at: now)
        }
    }

    public func endRemap(_ step: RemapBatch, ofForm id: String, _ result: RemapResult) throws {
        try write { db in
            guard result.isUndoable else {
                try db.run(RemapSQL.remove, [step.id])
                return
            }
            let title = try entry(db, ofForm: id)?.name ?? id
            try db.run(RemapSQL.describe, ["form \"\(ChangeSummary.short(title))\": \(result.sentence())", step.id])
            // The steps that were undone before cannot be done again once something new was done.
            if let user = try db.value(User.ID.self, RemapSQL.user, [step.id]) {
                try forgetUndone(db, .work, of: user)
            }
        }
    }

    /// A mapping that was taken back, or replaced, while it was being applied goes no further.
    private func checkOpen(_ db: any Session, _ step: RemapBatch) throws {
        let row = try db.one(RemapSQL.standing, [step.id])
        if let row, let form = try ChangeRecord(row: row)?.after.form {
            let current = try currentMapping(db, ofForm: form.id)?.mapping ?? FormMapping()
            if current.targets == form.targets { return }
        }
        throw StoreError.invalid(
            "The mapping was taken back, or replaced by another, while it was being applied, so the rest of the leads was left as it is.")
    }

    private struct Part {
        var step: Int64
        var author: String
    }

    private func remap(_ db: any Session, _ leads: [RemappedLead], part: Part?, by user: User.ID, at now: Date) throws -> RemapResult {
        var result = RemapResult()
        for lead in leads {
            guard let row = try db.one(RemapSQL.lead, [lead.leadgenID, user]) else { continue }
            if try relabel(db, lead, row, isTrial: part == nil) { result.relabelled += 1 }
            // A deleted row is changed as well, for it may come back; of those that are seen it is told.
            guard let customer = try Customer.any(db, row[0]) else { continue }
            let isSeen = try Customer.live(db, customer.id) != nil
            let fields = { MetaColumns.of($0, leadgenID: lead.leadgenID) }
            let remapping = Remapping(
                customer, wanted: fields(lead.contact), previous: fields(lead.previous), former: lead.former.map(fields),
                edited: try edited(db, customer.id))
            if !remapping.kept.isEmpty, isSeen { result.kept += 1 }
            guard !remapping.edits.isEmpty else { continue }
            let whole = try isSeen ? nil : mergedInto(db, customer.id).flatMap { try Customer.live(db, $0) }
            let shown = whole.map { Self.edits(remapping.edits, to: $0) } ?? []
            if isSeen || !shown.isEmpty { result.changed += 1 } else { result.changedUnseen += 1 }
            guard let part else { continue }
            try write(db, remapping.edits, to: customer, as: part, at: now)
            if let whole, !shown.isEmpty { try write(db, shown, to: whole, as: part, at: now) }
        }
        return result
    }

    /// The edits in the row into which a lead's own was merged: columns that have their text from it, or have none. The remark is the row's
    /// own.
    private static func edits(_ edits: [FieldEdit], to whole: Customer) -> [FieldEdit] {
        edits.compactMap { edit in
            let current = whole[field: edit.field]
            guard edit.field != .remark, current == edit.from || Placeholder.isBlank(current, in: edit.field), current != edit.to else {
                return nil
            }
            return FieldEdit(edit.field, from: current, to: edit.to)
        }
    }

    /// The columns of a customer that a person has edited, in steps that stand.
    private func edited(_ db: any Session, _ customer: Customer.ID) throws -> Set<CustomerField> {
        let steps = try db.rows(RemapSQL.edits, [customer])
        let fields = try steps.flatMap { try ChangeRecord(row: $0)?.after.fields?.keys.map(CustomerField.init(rawValue:)) ?? [] }
        return Set(fields.compactMap(\.self))
    }

    private func write(_ db: any Session, _ edits: [FieldEdit], to old: Customer, as part: Part, at now: Date) throws {
        var customer = old
        for edit in edits { customer.set(edit.field, edit.to) }
        try customer.update(db, from: old, by: working)
        var step = ChangeRecord(
            action: .editCustomer, kind: .edited, customerID: old.id, spreadsheetID: old.spreadsheetID,
            text: edits.map(ChangeSummary.edit).joined(separator: ", ") + " (form mapped)", sentence: ChangeSummary.edits(edits, of: old))
        step.before.fields = Dictionary(edits.map { ($0.field.rawValue, $0.from) }, uniquingKeysWith: { first, _ in first })
        step.after.fields = Dictionary(edits.map { ($0.field.rawValue, $0.to) }, uniquingKeysWith: { first, _ in first })
        try step.add(db, user: nil, author: part.author, at: now, partOf: part.step)
    }

    /// True when the answers, or the form's name, are shown otherwise than before.
    private func relabel(_ db: any Session, _ lead: RemappedLead, _ row: SQLRow, isTrial: Bool) throws -> Bool {
        let name = FieldRules.fromMeta(lead.formName)
        let shown = try? JSONDecoder().decode([Answer].self, from: Data((row[1] as String).utf8))
        let isSame = shown == lead.answers && row[2] as String? == name && row[3] as String? == name
        if isSame { return false }
        if isTrial { return true }
        let answers = String(decoding: try JSONEncoder().encode(lead.answers), as: UTF8.self)
        try db.run(RemapSQL.relabelLead, [answers, name, lead.leadgenID])
        try db.run(RemapSQL.relabelCustomer, [name, row[0] as Int64, lead.leadgenID])
        try noteSearchText(db, of: [row[0]])
        return true
    }

    // MARK: Undo

    /// Goes from one mapping of a form to the other, where nobody has mapped it since.
    func revertMapping(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side, at now: Date) throws {
        guard let form = to.form, let expected = from.form else { return }
        let current = try currentMapping(db, ofForm: form.id)?.mapping ?? FormMapping()
        guard current.targets == expected.targets else {
            throw StoreError.invalid(
                "The form was mapped again meanwhile, so it was left as it is. A customer's card shows how it is mapped now.")
        }
        if current.targets != form.targets { try setMapping(db, ofForm: form.id, FormMapping(form.targets), at: now) }
    }

    /// The questions that moving a part asks, of which no part of another customer writes the answer.
    func questions(toRevert part: ChangeRecord, of user: User.ID?, back: Bool) -> [SQLStatement] {
        guard let id = part.customerID else { return [] }
        return switch part.action {
        case .addNote: []
        case .addCustomer: questions(ofImported: id, back: back)
        case .deleteCustomer: questions(ofImported: id, back: !back)
        case .moveCustomer: questions(toRevertMove: part, by: user)
        default: [(CustomerSQL.any, [id]), (SpreadsheetSQL.countryOfCustomer, [id])]
        }
    }

    /// False when the customer was changed since, and stays so.
    ///
    /// - Parameter user: the one whose step it is; nil where that one was removed.
    func revertPart(_ db: any Session, _ part: ChangeRecord, of user: User.ID?, author: String?, back: Bool, at now: Date) throws -> Bool {
        if part.action == .addCustomer, let id = part.customerID { return try revertImported(db, id, of: user, back: back, at: now) }
        if let isWhole = try revertBulkPart(db, part, of: user, author: author, back: back, at: now) { return isWhole }
        let (from, to) = back ? (part.after, part.before) : (part.before, part.after)
        guard let id = part.customerID, let old = try Customer.any(db, id) else { return true }
        var customer = old
        var isWhole = true
        for field in CustomerField.allCases {
            guard let expected = from.fields?[field.rawValue], let text = to.fields?[field.rawValue] else { continue }
            if customer[field: field] == expected { customer.set(field, text) } else { isWhole = false }
        }
        if isWhole, to.setsTouched == true { customer.firstTouchedAt = to.touchedAt.map { Date(milliseconds: $0) } }
        if customer != old { try customer.update(db, from: old, by: working) }
        return isWhole
    }
}
