import CRM
import Foundation

extension CRMStore {
    /// A step that cannot be taken back any more, because somebody changed the same thing since, leaves the list of steps with the
    /// error that says so: the next undo takes the step before it.
    public func beginUndo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> StepTurn {
        try replay(kind, by: user, at: now, back: true)
    }

    public func beginRedo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> StepTurn {
        try replay(kind, by: user, at: now, back: false)
    }

    private func replay(_ kind: StepKind, by user: User.ID, at now: Date, back: Bool) throws -> StepTurn {
        // One that was cut short comes first: where it goes the same way, its end is what was asked for.
        let open = try read { db in try stepsUnderWay(db) }
        let own = kind == .work ? open.last { $0.user == user && $0.progress.isUndo == back } : nil
        for step in open where step.progress.id != own?.progress.id { _ = try carry(.underWay(step.progress), at: now) }
        if let own { return .underWay(own.progress) }
        let result: Result<StepTurn, StoreError> = try write { db in
            db.prefetch([(UndoSQL.next(kind, back: back), [user])])
            let author = try userName(db, user)
            guard let row = try next(db, kind, of: user, back: back), let step = try ChangeRecord(row: row) else {
                return .success(.whole(nil))
            }
            let id: Int64 = row["id"]
            do {
                var note: String?
                if let customer = step.customerID {
                    db.prefetch([CustomerSQL.any, CustomerSQL.live, SpreadsheetSQL.countryOfCustomer].map { ($0, [customer]) })
                }
                if let sheet = step.spreadsheetID { db.prefetch([(ShareSQL.right, [sheet, user])]) }
                try checkRight(db, to: step, numbered: id, by: user)
                try db.savepoint { note = try revert(db, step, back: back, by: user, at: now) }
                try setUndoState(db, id, back ? "undone" : "done")
                try noteSearchText(db, after: step)
                if step.action.hasParts { try db.run(UndoSQL.beginParts, [id, back]) }
                try record(db, step, back: back, user: user, author: author, at: now)
                if step.action.hasParts { return .success(.underWay(try progress(db, of: id, back: back))) }
                return .success(.whole(try applied(db, step, back: back, note: note)))
            } catch let error as StoreError {
                try setUndoState(db, id, "dropped")
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The step that is taken back next, or done again.
    private func next(_ db: any Session, _ kind: StepKind, of user: User.ID, back: Bool) throws -> SQLRow? {
        try db.one(UndoSQL.next(kind, back: back), [user])
    }

    func applied(_ db: any Session, _ step: ChangeRecord, back: Bool, note: String?) throws -> AppliedChange {
        let sentence = (back ? "undid: " : "redid: ") + step.sentence + (note.map { "; \($0)" } ?? "")
        return try applied(db, step, back ? .undone : .redone, sentence: sentence)
    }

    private func revert(_ db: any Session, _ step: ChangeRecord, back: Bool, by user: User.ID, at now: Date) throws -> String? {
        let (from, to) = back ? (step.after, step.before) : (step.before, step.after)
        switch step.action {
        case .addNote: break
        case .logCall, .logMessage: try revertOutreach(db, step, from: from, to: to)
        case .editCustomer: try revertEdit(db, step, from: from, to: to)
        case .addCustomer, .deleteCustomer: try revertExistence(db, step, to: to, at: now)
        case .moveCustomer: try revertMove(db, step, from: from, to: to)
        case .changeMany: break
        case .mergeRows: try revertMerge(db, step, from: from, to: to, at: now)
        case .editSpreadsheet: try revertSheet(db, step, from: from, to: to)
        case .createSpreadsheet, .deleteSpreadsheet: return try revertSheetExistence(db, step, to: to, at: now)
        case .shareSpreadsheet: try revertShare(db, step, from: from, to: to)
        case .claimCustomer: try revertClaim(db, step, from: from, to: to, by: user)
        case .editViews: try revertViews(db, from: from, to: to)
        case .savePage, .removePage: try revertPage(db, step, from: from, to: to, at: now)
        case .mapForm: try revertMapping(db, step, from: from, to: to, at: now)
        case .editTemplate: try revertTemplates(db, from: from, to: to)
        case .importCustomers: return try revertImport(db, step, to: to, at: now)
        }
        return nil
    }

    /// Whether a step is done, and was not taken back: one that is written in portions goes no further then.
    func stands(_ db: any Session, _ step: Int64) throws -> Bool { try db.value(String.self, UndoSQL.state, [step]) == "done" }

    func setUndoState(_ db: any Session, _ id: Int64, _ state: String) throws {
        try db.write(UndoSQL.setState, [state, id], changesRow: false)
    }

    /// A customer's deletion and its restoring both stay on the timeline.
    func record(_ db: any Session, _ step: ChangeRecord, back: Bool, user: User.ID?, author: String?, at now: Date) throws {
        guard step.action == .deleteCustomer else { return }
        let kind: Activity.Kind = back ? .restored : .deleted
        try db.run(
            TimelineSQL.add,
            [
                user, author, now.milliseconds, kind.rawValue, step.customerID, step.spreadsheetID, kind.rawValue, kind.rawValue,
            ])
    }
}
