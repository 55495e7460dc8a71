import CRM
import Foundation
import GRDB

/// Importing a file's customers, and taking that back.
///
/// As with a form's mapping, one step of the user's stands for the whole, and each customer's line in the timeline is a part of it that
/// has no user, so that `undo` never comes upon it by itself.
extension CRMStore: CustomerImporting {
    public func hasSpreadsheet(named name: String, of user: User.ID?) throws -> Bool {
        let name = try FieldRules.spreadsheetName(name)
        guard let user else { return false }
        return try read { db in try liveSheet(db, of: user, named: name) != nil }
    }

    public func newCustomer(_ fields: [CustomerField: String], at now: Date) throws(StoreError) -> Customer {
        var customer = Customer(id: 0, spreadsheetID: 0, customerName: "", status: rules.firstStatus, createdAt: now)
        for (field, text) in fields where field != .status || !text.isEmpty {
            customer.set(field, try rules.stored(field, text))
        }
        return customer
    }

    public func importPortion(
        _ customers: [Customer], into spreadsheet: String, step: ImportStep?, by user: User.ID, at now: Date
    ) throws -> ImportStep {
        try write { db in
            let author = try userName(db, user)
            var step = try step ?? beginImport(db, into: spreadsheet, by: user, author: author, at: now)
            try checkOpen(db, step)
            let sheet = try liveSheet(db, step.spreadsheetID)
            let country = try Country.of(sheet: sheet.id, db)
            // Both sides of an added customer are known: it is there or not.
            let part = try db.cachedStatement(
                sql: """
                    INSERT INTO activity (author, at, kind, action, customer_id, spreadsheet_id, text, sentence, part_of, undo_state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, 'done')
                    """)
            for var customer in customers {
                customer.spreadsheetID = sheet.id
                let id = try customer.insert(db, country: country)
                try part.execute(arguments: [
                    author, now.milliseconds, Activity.Kind.created.rawValue, Step.Action.addCustomer.rawValue, id, sheet.id,
                    "imported into \(sheet.name)", step.id,
                ])
            }
            step.count += customers.count
            let sentence = "imported \(step.count == 1 ? "1 customer" : "\(step.count) customers") into \(Sentences.short(sheet.name))"
            try db.cachedStatement(sql: "UPDATE activity SET sentence = ?1, text = ?1 WHERE id = ?2").execute(arguments: [sentence, step.id])
            return step
        }
    }

    private func beginImport(_ db: Database, into name: String, by user: User.ID, author: String, at now: Date) throws -> ImportStep {
        let name = try FieldRules.spreadsheetName(name)
        let there = try liveSheet(db, of: user, named: name)
        let description = name == Spreadsheet.metaAdsLeads ? Spreadsheet.metaAdsLeadsDescription : ""
        let sheet = try there ?? makeSheet(db, user: user, name: name, description: description, at: now)
        try forgetUndone(db, of: user)
        var step = Step(action: .importCustomers, kind: .created, spreadsheetID: sheet, text: "", sentence: "")
        if there == nil {
            step.before.exists = false
            step.after.exists = true
        }
        try step.insert(db, user: user, author: author, at: now)
        return ImportStep(id: db.lastInsertedRowID, spreadsheetID: sheet)
    }

    /// An import that was taken back while it was under way goes no further.
    private func checkOpen(_ db: Database, _ step: ImportStep) throws {
        let state = try String.fetchOne(db.cachedStatement(sql: "SELECT undo_state FROM activity WHERE id = ?"), arguments: [step.id])
        guard state == "done" else {
            throw StoreError.invalid("The import was taken back while it was under way, so the rest of the file was left out.")
        }
    }

    // MARK: Undo

    /// What comes before the customers: a spreadsheet that was made for them comes back before they do.
    func move(_ db: Database, import step: Step, to: Step.Side, at now: Date) throws -> String? {
        if to.exists == true { return try move(db, sheetExistence: step, to: to, at: now) }
        guard let id = step.spreadsheetID else { throw StoreError.spreadsheetGone }
        _ = try liveSheet(db, id)
        return nil
    }

    /// What comes after them: a spreadsheet that was made for them goes, unless there are others in it by now.
    func endUndo(ofImport step: Step, at now: Date) throws {
        guard step.before.exists == false, let id = step.spreadsheetID else { return }
        try write { db in
            if try countsByStatus(db, id).values.reduce(0, +) == 0 { try setSheetDeleted(db, id, at: now) }
        }
    }

    /// Deletes an imported row or brings it back. False when it stays, because others were merged into it.
    func move(_ db: Database, imported id: Customer.ID, back: Bool, at now: Date) throws -> Bool {
        guard back else {
            try db.cachedStatement(
                sql: """
                    UPDATE customer SET deleted_at = NULL, version = version + 1
                    WHERE id = ? AND deleted_at IS NOT NULL AND merged_into IS NULL
                    """
            ).execute(arguments: [id])
            return true
        }
        guard try merged(db, into: id).isEmpty else { return false }
        try db.cachedStatement(sql: "UPDATE customer SET deleted_at = ?, version = version + 1 WHERE id = ? AND deleted_at IS NULL")
            .execute(arguments: [now.milliseconds, id])
        return true
    }
}
