import CRM
import Foundation
import GRDB

extension CRMStore {
    /// A step that cannot be taken back any more, because somebody changed the same thing since, leaves the list of steps with the
    /// error that says so: the next undo takes the step before it.
    public func undo(by user: User.ID, at now: Date) throws -> AppliedChange? {
        try go(by: user, at: now, "SELECT * FROM activity WHERE user_id = ? AND undo_state = 'done' ORDER BY id DESC LIMIT 1", back: true)
    }

    public func redo(by user: User.ID, at now: Date) throws -> AppliedChange? {
        try go(by: user, at: now, "SELECT * FROM activity WHERE user_id = ? AND undo_state = 'undone' ORDER BY id LIMIT 1", back: false)
    }

    private func go(by user: User.ID, at now: Date, _ select: String, back: Bool) throws -> AppliedChange? {
        var whole: (id: Int64, step: Step)?
        let result: Result<AppliedChange?, StoreError> = try write { db in
            let author = try userName(db, user)
            guard let row = try Row.fetchOne(db, sql: select, arguments: [user]), let step = try Step(row: row) else {
                return .success(nil)
            }
            let id: Int64 = row["id"]
            do {
                var note: String?
                try db.inSavepoint {
                    note = try move(db, step, back: back, at: now)
                    return .commit
                }
                try mark(db, id, back ? "undone" : "done")
                if step.action.hasParts { whole = (id, step) }
                try record(db, step, back: back, user: user, author: author, at: now)
                let sentence = (back ? "undid: " : "redid: ") + step.sentence + (note.map { "; \($0)" } ?? "")
                return .success(AppliedChange(sentence: sentence, customerID: step.customerID, spreadsheetID: step.spreadsheetID))
            } catch let error as StoreError {
                try mark(db, id, "dropped")
                return .failure(error)
            }
        }
        var applied = try result.get()
        if let (id, step) = whole {
            if let note = try moveParts(of: id, back: back, at: now) { applied?.sentence += "; \(note)" }
            if back, step.action == .importCustomers { try endUndo(ofImport: step, at: now) }
        }
        return applied
    }

    private func move(_ db: Database, _ step: Step, back: Bool, at now: Date) throws -> String? {
        let (from, to) = back ? (step.after, step.before) : (step.before, step.after)
        switch step.action {
        case .addNote: break
        case .editCustomer: try move(db, edit: step, from: from, to: to)
        case .addCustomer, .deleteCustomer: try move(db, existence: step, to: to, at: now)
        case .mergeRows: try move(db, rows: step, from: from, to: to, at: now)
        case .editSpreadsheet: try move(db, sheet: step, from: from, to: to)
        case .createSpreadsheet, .deleteSpreadsheet: return try move(db, sheetExistence: step, to: to, at: now)
        case .savePage, .removePage: try move(db, page: step, from: from, to: to, at: now)
        case .mapForm: try move(db, mapping: step, from: from, to: to, at: now)
        case .importCustomers: return try move(db, import: step, to: to, at: now)
        }
        return nil
    }

    func mark(_ db: Database, _ id: Int64, _ state: String) throws {
        try db.cachedStatement(sql: "UPDATE activity SET undo_state = ? WHERE id = ?").execute(arguments: [state, id])
    }

    /// A customer's deletion and its restoring both stay on the timeline.
    private func record(_ db: Database, _ step: Step, back: Bool, user: User.ID, author: String, at now: Date) throws {
        guard step.action == .deleteCustomer else { return }
        let kind: Activity.Kind = back ? .restored : .deleted
        try db.execute(
            sql: """
                INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                user, author, now.milliseconds, kind.rawValue, step.customerID, step.spreadsheetID, kind.rawValue, kind.rawValue,
            ])
    }
}
