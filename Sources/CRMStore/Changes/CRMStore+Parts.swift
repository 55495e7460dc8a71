import CRM
import Foundation

/// Steps with parts: changes of many customers, imports and mapped forms. They are taken back and done again in portions, so that nobody
/// waits for all.
extension CRMStore {
    /// Those that are on their way, with the user who asked for that.
    func stepsUnderWay(_ db: any Session) throws -> [(user: User.ID?, progress: StepProgress)] {
        try db.rows(UndoSQL.underWay).map { row in (row["user_id"], try progress(db, of: row["id"], back: row["back"])) }
    }

    func progress(_ db: any Session, of step: Int64, back: Bool) throws -> StepProgress {
        let rows = try db.value(Int.self, ImportSQL.count, [step]) ?? 0
        let parts = try db.value(Int.self, UndoSQL.countParts, [step, back ? "done" : "undone"]) ?? 0
        return StepProgress(id: step, isUndo: back, all: rows + parts)
    }

    /// Carries on to its end what was cut short, as by a kill: half an undo would stay for good once something new is done.
    func finishSteps(at now: Date) throws {
        for step in try read({ db in try stepsUnderWay(db) }) { _ = try carry(.underWay(step.progress), at: now) }
    }

    /// Two processes may do so at once: each part is moved by one of them.
    public func goOn(_ step: StepProgress, at now: Date) throws -> StepTurn {
        try write { db in
            var progress = step
            if progress.lastRow != nil {
                try revertImported(db, &progress, at: now)
                if progress.lastRow != nil { return .underWay(progress) }
            }
            if try revertParts(db, &progress, at: now) { return .underWay(progress) }
            return .whole(try end(db, progress, at: now))
        }
    }

    /// Moves a few hundred parts. False when there are none any more.
    private func revertParts(_ db: any Session, _ step: inout StepProgress, at now: Date) throws -> Bool {
        let rows = try db.rows(RemapSQL.parts, [step.id, step.isUndo ? "done" : "undone", step.lastPart])
        for row in rows {
            let id: Int64 = row["id"]
            let part = try ChangeRecord(row: row)
            if let part, try !revertPart(db, part, author: row["author"], back: step.isUndo, at: now) { step.kept += 1 }
            try setUndoState(db, id, step.isUndo ? "undone" : "done")
            if let part { try noteSearchText(db, after: part) }
            step.lastPart = id
        }
        step.done += rows.count
        return !rows.isEmpty
    }

    /// Ends a step behind its parts. Gives what was done, with what a person must know besides; nil when the step is not there any more.
    private func end(_ db: any Session, _ progress: StepProgress, at now: Date) throws -> AppliedChange? {
        guard let row = try db.one(UndoSQL.step, [progress.id]), let step = try ChangeRecord(row: row) else { return nil }
        if try db.exists(UndoSQL.isUnderWay, [progress.id]) {
            if progress.isUndo, step.action == .importCustomers { try endUndo(db, ofImport: step, at: now) }
            try db.run(UndoSQL.endParts, [progress.id])
        }
        let kept = progress.kept
        let note = kept > 0 ? "\(kept == 1 ? "1 customer stays" : "\(kept) customers stay") as edited since" : nil
        return try applied(db, step, back: progress.isUndo, note: note)
    }
}
