import CRM
import Foundation

extension CRMStore {
    func createSpreadsheet(
        _ db: any Session, name: String, description: String, by user: User.ID, at now: Date
    ) throws -> ChangeRecord {
        let name = try FieldRules.spreadsheetName(name)
        let description = try FieldRules.text(description, what: "The description")
        try checkFree(db, name, of: user)
        let id = try makeSheet(db, user: user, name: name, description: description, at: now)
        var step = sheetStep(.createSpreadsheet, .created, id, "created spreadsheet \(ChangeSummary.short(name))")
        step.before.exists = false
        step.after.exists = true
        return step
    }

    func editSpreadsheet(_ db: any Session, _ wanted: Spreadsheet, seen: Spreadsheet) throws -> ChangeRecord? {
        let id = wanted.id
        let sheet = try liveSheet(db, id)
        let name = wanted.name == seen.name ? sheet.name : try FieldRules.spreadsheetName(wanted.name)
        let description =
            wanted.description == seen.description ? sheet.description : try FieldRules.text(wanted.description, what: "The description")
        if name == sheet.name && description == sheet.description { return nil }
        if name != sheet.name, sheet.name != seen.name { throw StoreError.renamedMeanwhile("spreadsheet", sheet.name) }
        if description != sheet.description, sheet.description != seen.description {
            throw StoreError.invalid(
                "The description was changed meanwhile to \"\(ChangeSummary.short(sheet.description))\", so nothing was written. Write yours again if you like."
            )
        }
        try checkFree(db, name, of: sheet.userID, except: id)
        try setSheet(db, id, name: name, description: description)
        let sentence =
            name == sheet.name
            ? "description of spreadsheet \(ChangeSummary.short(name)): \(ChangeSummary.value(description))"
            : "renamed spreadsheet \(ChangeSummary.short(sheet.name)) to \(ChangeSummary.short(name))"
        var step = sheetStep(.editSpreadsheet, .edited, id, sentence)
        (step.before.name, step.before.description) = (sheet.name, sheet.description)
        (step.after.name, step.after.description) = (name, description)
        return step
    }

    func deleteSpreadsheet(_ db: any Session, _ id: Spreadsheet.ID, at now: Date) throws -> ChangeRecord {
        let sheet = try liveSheet(db, id)
        try setSheetDeleted(db, id, at: now)
        var step = sheetStep(.deleteSpreadsheet, .deleted, id, "deleted spreadsheet \(ChangeSummary.short(sheet.name))")
        step.before.exists = true
        step.after.exists = false
        return step
    }

    /// Goes from one name and description to the other, where nobody has changed them since.
    func revertSheet(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side) throws {
        guard let id = step.spreadsheetID, let name = to.name, let description = to.description else {
            throw StoreError.spreadsheetGone
        }
        let sheet = try liveSheet(db, id)
        guard sheet.name == from.name && sheet.description == from.description else {
            throw StoreError.invalid(
                "The spreadsheet was changed meanwhile: it is \"\(sheet.name)\" now, so it was left as it is. Rename it if you like.")
        }
        try checkFree(db, name, of: sheet.userID, except: id)
        try setSheet(db, id, name: name, description: description)
    }

    /// Deletes or brings back the spreadsheet of a step. Gives what a person must know besides, such as a new name.
    func revertSheetExistence(_ db: any Session, _ step: ChangeRecord, to: ChangeRecord.Side, at now: Date) throws -> String? {
        guard let id = step.spreadsheetID,
            let row = try db.one(SpreadsheetSQL.userAndName, [id])
        else { throw StoreError.spreadsheetGone }
        let user: User.ID = row[0]
        let name: String = row[1]
        guard to.exists == true else {
            _ = try liveSheet(db, id)
            let customers = try countsByStatus(db, id).values.reduce(0, +)
            if step.action == .createSpreadsheet, customers > 0 {
                throw StoreError.invalid(
                    "The spreadsheet \"\(name)\" has \(customers) customers by now, so it was kept. Delete it if they may go with it.")
            }
            try setSheetDeleted(db, id, at: now)
            return nil
        }
        if name == Spreadsheet.metaAdsLeads, let made = try liveSheet(db, of: user, named: name), made != id {
            return try takeIn(db, made, into: id, at: now)
        }
        // The name may have been given to another meanwhile.
        var free = name
        var number = 2
        while let other = try liveSheet(db, of: user, called: free), other.id != id {
            free = "\(name.prefix(180)) (\(number))"
            number += 1
        }
        if free != name { try db.run(SpreadsheetSQL.rename, [free, id]) }
        try setSheetDeleted(db, id, at: nil)
        return free == name ? nil : "it is called \(free) now, because a new \(name) was made meanwhile"
    }

    /// Brings "Meta Ads Leads" back when a lead has made another meanwhile: all rows come into the one that was there first, so that a
    /// user never has two.
    private func takeIn(_ db: any Session, _ made: Spreadsheet.ID, into id: Spreadsheet.ID, at now: Date) throws -> String? {
        let count = try countsByStatus(db, made).values.reduce(0, +)
        // Deleted rows too, and their lines in the timeline: what was done to them can still be undone.
        try db.run(SpreadsheetSQL.moveCustomers, [id, made])
        try db.run(SpreadsheetSQL.moveTimelines, [id, made])
        try setSheetDeleted(db, made, at: now)
        try setSheetDeleted(db, id, at: nil)
        guard count > 0 else { return nil }
        return "the \(count == 1 ? "customer" : "\(count) customers") that came meanwhile \(count == 1 ? "is" : "are") in it too"
    }

    private func sheetStep(_ action: ChangeRecord.Action, _ kind: Activity.Kind, _ id: Spreadsheet.ID, _ sentence: String) -> ChangeRecord {
        ChangeRecord(action: action, kind: kind, spreadsheetID: id, text: sentence, sentence: sentence)
    }

    private func setSheet(_ db: any Session, _ id: Spreadsheet.ID, name: String, description: String) throws {
        try db.run(SpreadsheetSQL.update, [name, description, id])
    }

    func setSheetDeleted(_ db: any Session, _ id: Spreadsheet.ID, at: Date?) throws {
        try db.run(SpreadsheetSQL.setDeleted, [at?.milliseconds, id])
    }
}
