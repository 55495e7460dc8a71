import CRM
import Foundation

extension CRMStore {
    /// A step that cannot be taken back any more, because somebody changed the same thing since, leaves the list of steps with the
    /// error that says so: the next undo takes the step before it.
    public func undo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> AppliedChange? {
        try replay(kind, by: user, at: now, back: true)
    }

    public func redo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> AppliedChange? {
        try replay(kind, by: user, at: now, back: false)
    }

    private func replay(_ kind: StepKind, by user: User.ID, at now: Date, back: Bool) throws -> AppliedChange? {
        // One that was cut short comes first: where it goes the same way, its end is what was asked for.
        let carried = try finishSteps(at: now).last { $0.user == user && $0.back == back }
        if kind == .work, let carried { return carried.change }
        var whole: StepUnderWay?
        let result: Result<AppliedChange?, StoreError> = try write { db in
            let author = try userName(db, user)
            guard let row = try next(db, kind, of: user, back: back), let step = try ChangeRecord(row: row) else { return .success(nil) }
            let id: Int64 = row["id"]
            do {
                var note: String?
                try db.savepoint { note = try revert(db, step, back: back, at: now) }
                try setUndoState(db, id, back ? "undone" : "done")
                try noteSearchText(db, after: step)
                if step.action.hasParts {
                    try db.run(UndoSQL.beginParts, [id, back])
                    whole = StepUnderWay(id: id, step: step, user: user, back: back)
                }
                try record(db, step, back: back, user: user, author: author, at: now)
                return .success(try applied(db, step, back: back, note: note))
            } catch let error as StoreError {
                try setUndoState(db, id, "dropped")
                return .failure(error)
            }
        }
        var change = try result.get()
        if let whole, let note = try carry(whole, at: now) { change?.sentence += "; \(note)" }
        return change
    }

    /// The step that is taken back next, or done again.
    private func next(_ db: any Session, _ kind: StepKind, of user: User.ID, back: Bool) throws -> SQLRow? {
        try db.one(UndoSQL.next(kind, back: back), [user])
    }

    private func applied(_ db: any Session, _ step: ChangeRecord, back: Bool, note: String?) throws -> AppliedChange {
        let sentence = (back ? "undid: " : "redid: ") + step.sentence + (note.map { "; \($0)" } ?? "")
        return try applied(db, step, back ? .undone : .redone, sentence: sentence)
    }

    // MARK: Steps with parts

    /// A step with parts that is being taken back or done again.
    private struct StepUnderWay {
        let id: Int64
        let step: ChangeRecord
        let user: User.ID?
        let back: Bool
    }

    /// Carries on to its end what was cut short, as by a kill: half an undo would stay for good once something new is done. Gives what
    /// was done.
    @discardableResult
    func finishSteps(at now: Date) throws -> [(user: User.ID?, back: Bool, change: AppliedChange)] {
        let open = try read { db in
            try db.rows(UndoSQL.underWay).compactMap { row in
                try ChangeRecord(row: row).map { StepUnderWay(id: row["id"], step: $0, user: row["user_id"], back: row["back"]) }
            }
        }
        return try open.map { under in
            let note = try carry(under, at: now)
            return (under.user, under.back, try read { try applied($0, under.step, back: under.back, note: note) })
        }
    }

    /// Moves the parts, and what comes after them. Gives what a person must know besides. Two processes may do so at once: each part is
    /// moved by one of them.
    private func carry(_ whole: StepUnderWay, at now: Date) throws -> String? {
        let note = try revertParts(of: whole.id, back: whole.back, at: now)
        try write { db in
            if whole.back, whole.step.action == .importCustomers { try endUndo(db, ofImport: whole.step, at: now) }
            try db.run(UndoSQL.endParts, [whole.id])
        }
        return note
    }

    private func revert(_ db: any Session, _ step: ChangeRecord, back: Bool, at now: Date) throws -> String? {
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
        try db.run(UndoSQL.setState, [state, id])
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
