import Base
import CRM
import Foundation

/// A file that is imported, as all its records have it in common.
private struct ImportedFile {
    /// Of the spreadsheet.
    let name: String
    let existing: ImportExisting
    let user: User.ID
    let now: Date
    let erased: ErasedLeads
}

/// Importing a file's customers, and taking that back.
///
/// One step of the user's stands for the whole, and each imported customer names it: its line in the timeline is the step's, and undo finds
/// the customers by it.
extension CRMStore: CustomerImporting {
    public func spreadsheet(called name: String, of user: User.ID?) throws -> String? {
        let name = try FieldRules.spreadsheetName(name)
        guard let user else { return nil }
        return try read { db in
            if let sheet = try liveSheet(db, of: user, called: name) { return sheet.name }
            try checkOwn(db, name, of: user)
            return nil
        }
    }

    public func stored(_ field: CustomerField, _ text: String) throws(StoreError) -> String { try rules.stored(field, text) }

    public func columns(of contact: LeadContact, leadgenID: String) -> [CustomerField: String] {
        MetaColumns.of(contact, leadgenID: leadgenID)
    }

    public func known(leads: [String]) throws -> Set<String> {
        guard !leads.isEmpty else { return [] }
        return try read { db in
            let erased = try ErasedLeads(db)
            return try Set(leads.filter { try isKnown(db, lead: $0, erased) })
        }
    }

    public func existing(_ customers: [ImportedCustomer], in spreadsheet: String, of user: User.ID) throws -> [Bool] {
        let name = try FieldRules.spreadsheetName(spreadsheet)
        return try read { db in
            guard let sheet = try liveSheet(db, of: user, called: name)?.id else { return [] }
            var areThere: [Bool] = []
            try db.inRuns(customers, of: { _ in [Int]() }, asking: { ImportMatch.questions(about: $0, in: sheet, db) }) { run in
                areThere += try run.map { try ImportMatch.customer(of: $0, in: sheet, db) != nil }
            }
            return areThere
        }
    }

    public func importPortion(
        _ customers: [ImportedCustomer], into spreadsheet: String, step: ImportBatch?, existing: ImportExisting, by user: User.ID,
        at now: Date
    ) throws -> ImportBatch {
        try writeAhead { db in
            try db.expectManyWrites()
            var step = step ?? ImportBatch()
            if step.id != 0, try !stands(db, step.id) {
                throw StoreError.invalid("The import was taken back while it was under way, so the rest of the file was left out.")
            }
            // A spreadsheet that is made here has nobody for the first of them.
            var sheet =
                try step.id != 0 ? step.spreadsheetID : liveSheet(db, of: user, called: FieldRules.spreadsheetName(spreadsheet))?.id
            let file = ImportedFile(name: spreadsheet, existing: existing, user: user, now: now, erased: try ErasedLeads(db))
            try insertingMany(customers.count, db) {
                var inserted: [InsertedCustomer] = []
                try db.inRuns(
                    customers, of: ImportMatch.keys, asking: { questions(about: $0, of: file, in: sheet, db) }
                ) { run in
                    let new = try run.filter { try isNew($0, of: file, in: sheet, &step, db) }
                    if step.id == 0, !new.isEmpty { try begin(db, &step, into: file.name, by: user, at: now) }
                    inserted += try insert(db, new, of: step, by: user)
                    step.count += new.count
                    if step.id != 0 { sheet = step.spreadsheetID }
                }
                return inserted
            }
            guard step.id != 0 else { return step }
            let name = try liveSheet(db, step.spreadsheetID).name
            var sentence = "imported \(Counted.text(step.count, "customer")) into \(ChangeSummary.short(name))"
            if step.filled > 0 { sentence += ", filled blanks of \(step.filled)" }
            try db.run(ImportSQL.describe, [sentence, step.id])
            return step
        }
    }

    public func keepImport(_ step: ImportBatch) throws {
        guard step.id != 0 else { return }
        try write { try $0.run(ImportSQL.touch, [step.id]) }
    }

    /// The statements that ``isNew(_:of:in:_:_:)`` asks.
    private func questions(
        about record: ImportedCustomer, of file: ImportedFile, in sheet: Spreadsheet.ID?, _ db: any Session
    ) -> [SQLStatement] {
        if let lead = record.lead { return [(ImportSQL.isLeadHere(db.dialect), [lead.leadgenID])] }
        // Of two records that are found by other things in the same row the second must see what the first has filled.
        guard file.existing == .skip, let sheet else { return [] }
        return ImportMatch.questions(about: record, in: sheet, db)
    }

    /// Whether a record is to be inserted. One whose customer is here already is counted, and fills it where that is wanted.
    private func isNew(
        _ record: ImportedCustomer, of file: ImportedFile, in sheet: Spreadsheet.ID?, _ step: inout ImportBatch, _ db: any Session
    ) throws -> Bool {
        if let lead = record.lead, try isKnown(db, lead: lead.leadgenID, file.erased) {
            step.known += 1
            return false
        }
        guard file.existing != .add, let sheet, let old = try ImportMatch.customer(of: record, in: sheet, db) else { return true }
        step.existing += 1
        guard file.existing == .fill else { return false }
        if ImportExisting.keepsStatus(old, from: record, in: statuses) { step.keptStatuses += 1 }
        let edits = ImportExisting.edits(of: old, from: record, in: statuses)
        guard !edits.isEmpty else { return false }
        if step.id == 0 { try begin(db, &step, into: file.name, by: file.user, at: file.now) }
        try fill(db, old, edits, of: step, by: file.user, at: file.now)
        step.filled += 1
        return false
    }

    private func insert(
        _ db: any Session, _ records: [ImportedCustomer], of step: ImportBatch, by user: User.ID
    ) throws -> [InsertedCustomer] {
        let records = records.map { record in
            var record = record
            record.customer.spreadsheetID = step.spreadsheetID
            return record
        }
        let ids = try Customer.insert(records, db, importedBy: step.id)
        for (id, record) in zip(ids, records) {
            guard let lead = record.lead else { continue }
            try forgetTakenBack(db, lead: lead.leadgenID)
            let placed = try placed(db, lead, of: user)
            try placed.insert(db, of: id)
            // Nothing that waits for it at Meta has to wait any longer.
            try markSaved(db, lead.leadgenID, page: placed.pageID, customer: id)
        }
        return records.map { InsertedCustomer($0.customer) }
    }

    /// Gives a customer what it lacked, as a part of the import's step.
    private func fill(_ db: any Session, _ old: Customer, _ edits: [FieldEdit], of step: ImportBatch, by user: User.ID, at now: Date) throws
    {
        var customer = old
        for edit in edits { customer.set(edit.field, edit.to) }
        try customer.update(db, from: old, by: working)
        var part = ChangeRecord(
            action: .editCustomer, kind: .edited, customerID: old.id, spreadsheetID: old.spreadsheetID,
            text: edits.map(ChangeSummary.edit).joined(separator: ", ") + " (imported)", sentence: ChangeSummary.edits(edits, of: old))
        part.note(edits, from: old, to: customer)
        try part.add(db, user: nil, author: userName(db, user), at: now, partOf: step.id)
    }

    /// Makes room for a lead that comes again: the one that came with an import which was taken back.
    func forgetTakenBack(_ db: any Session, lead: String) throws {
        try db.run(ImportSQL.forgetTakenBack, [lead])
    }

    private func isKnown(_ db: any Session, lead: String, _ erased: ErasedLeads) throws -> Bool {
        try db.exists(ImportSQL.isLeadHere(db.dialect), [lead]) || erased.contains(lead, db)
    }

    /// A file of Meta's does not say of which page a lead is: that of its form, or the user's only one.
    private func placed(_ db: any Session, _ lead: Lead, of user: User.ID) throws -> Lead {
        guard lead.pageID.isEmpty else { return lead }
        var lead = lead
        lead.pageID = try db.value(String.self, ImportSQL.pageOfForm, [lead.formID, user]) ?? ""
        return lead
    }

    private func begin(_ db: any Session, _ step: inout ImportBatch, into name: String, by user: User.ID, at now: Date) throws {
        let name = try FieldRules.spreadsheetName(name)
        let there = try liveSheet(db, of: user, called: name)?.id
        if there == nil { try checkOwn(db, name, of: user) }
        let description = name == Spreadsheet.metaAdsLeads ? Spreadsheet.metaAdsLeadsDescription : ""
        let sheet = try there ?? makeSheet(db, user: user, name: name, description: description, at: now)
        try forgetUndone(db, .work, of: user)
        var record = ChangeRecord(action: .importCustomers, kind: .created, spreadsheetID: sheet, text: "", sentence: "")
        if there == nil {
            record.before.exists = false
            record.after.exists = true
        }
        step.id = try record.insert(db, user: user, author: userName(db, user), at: now)
        step.spreadsheetID = sheet
    }

    // MARK: Undo

    /// The step before the customers: a spreadsheet that was made for them comes back before they do.
    func revertImport(_ db: any Session, _ step: ChangeRecord, to: ChangeRecord.Side, at now: Date) throws -> String? {
        if to.exists == true { return try revertSheetExistence(db, step, to: to, at: now) }
        guard let id = step.spreadsheetID else { throw StoreError.spreadsheetGone }
        _ = try liveSheet(db, id)
        return nil
    }

    /// The step after the customers: a spreadsheet that was made for them goes, unless there are others in it by now.
    func endUndo(_ db: any Session, ofImport step: ChangeRecord, at now: Date) throws {
        guard step.before.exists == false, let id = step.spreadsheetID else { return }
        if try countsByStatus(db, id).values.reduce(0, +) == 0 { try setSheetDeleted(db, id, at: now) }
    }

    /// Deletes the next few thousand rows of an import, or brings them back, behind the last that was come to.
    func revertImported(_ db: any Session, _ step: inout StepProgress, at now: Date) throws {
        guard let last = step.lastRow else { return }
        guard let portion = try db.one(ImportSQL.portionEnd, [step.id, last]), let end = portion[0] as Int64? else {
            step.lastRow = nil
            return
        }
        if step.isUndo {
            try db.run(ImportSQL.takeBack, [step.id, last, end, now.milliseconds])
            // Others were merged into these.
            step.kept += try db.value(Int.self, ImportSQL.kept, [step.id, last, end]) ?? 0
        } else {
            try db.run(ImportSQL.bringBack, [step.id, last, end])
        }
        step.done += portion[1]
        step.lastRow = end
    }

    /// The questions of ``revertImported(_:_:of:back:at:)``.
    func questions(ofImported id: Customer.ID, back: Bool) -> [SQLStatement] {
        back ? [(CustomerSQL.live, [id]), (MergeSQL.parts, [id])] : [(ImportSQL.deletedVersion, [id])]
    }

    /// The same of a single row: imports of older versions have a step for each.
    /// False when it stays, because others were merged into it, or a colleague of the user's has taken it.
    func revertImported(_ db: any Session, _ id: Customer.ID, of user: User.ID?, back: Bool, at now: Date) throws -> Bool {
        let version: Int?
        if back {
            let customer = try Customer.live(db, id)
            guard try merged(db, into: id).isEmpty else { return false }
            if let user, let customer, try isOthers(db, settled(db, customer), than: user) { return false }
            version = customer?.version
        } else {
            version = try db.value(Int.self, ImportSQL.deletedVersion, [id])
        }
        if let version { try db.writeAsRead(CustomerSQL.setDeleted, [back ? now.milliseconds : nil, id, version]) }
        return true
    }
}
