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
        let counts = try questions(ofProgress: step, back: back).map { try db.value(Int.self, $0.sql, $0.arguments) ?? 0 }
        let (rows, parts) = (counts[0], counts[1])
        var progress = StepProgress(id: step, isUndo: back, all: rows + parts)
        if rows == 0 { progress.lastRow = nil }
        return progress
    }

    /// The questions for the imported rows, and for the parts that are still to be moved.
    func questions(ofProgress step: Int64, back: Bool) -> [SQLStatement] {
        [(ImportSQL.count, [step]), (UndoSQL.countParts, [step, back ? "done" : "undone"])]
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
            return try db.withAnswers(to: [parts(behind: progress), (UndoSQL.step, [step.id]), (UndoSQL.isUnderWay, [step.id])]) {
                let whole = try db.one(UndoSQL.step, [step.id])
                if try revertParts(db, &progress, of: whole?["user_id"], at: now) { return .underWay(progress) }
                return .whole(try whole.flatMap { try end(db, ChangeRecord(row: $0), progress, at: now) })
            }
        }
    }

    /// The next parts of a step.
    private func parts(behind step: StepProgress) -> SQLStatement {
        (RemapSQL.parts, [step.id, step.isUndo ? "done" : "undone", step.lastPart])
    }

    /// Moves a few hundred parts. False when there are none behind them.
    private func revertParts(_ db: any Session, _ step: inout StepProgress, of user: User.ID?, at now: Date) throws -> Bool {
        let statement = parts(behind: step)
        let back = step.isUndo
        let parts = try db.rows(statement.sql, statement.arguments).map {
            (id: $0["id"] as Int64, author: $0["author"] as String?, record: try ChangeRecord(row: $0))
        }
        try db.inRuns(
            parts, of: { [$0.record?.customerID] }, asking: { $0.record.map { questions(toRevert: $0, of: user, back: back) } ?? [] }
        ) {
            run in
            for part in run {
                if let record = part.record, try !revertPart(db, record, of: user, author: part.author, back: back, at: now) {
                    step.kept += 1
                }
                try setUndoState(db, part.id, back ? "undone" : "done")
                step.lastPart = part.id
            }
            try noteSearchText(db, after: run.compactMap(\.record))
        }
        step.done += parts.count
        return parts.count == RemapSQL.mostParts
    }

    /// Ends a step behind its parts. Gives what was done, with what a person must know besides; nil for no step.
    private func end(_ db: any Session, _ step: ChangeRecord?, _ progress: StepProgress, at now: Date) throws -> AppliedChange? {
        guard let step else { return nil }
        if try db.exists(UndoSQL.isUnderWay, [progress.id]) {
            if progress.isUndo, step.action == .importCustomers { try endUndo(db, ofImport: step, at: now) }
            try db.write(UndoSQL.endParts, [progress.id], changesRow: false)
        }
        let kept = progress.kept
        let note = kept > 0 ? "\(kept == 1 ? "1 customer stays" : "\(kept) customers stay") as edited since" : nil
        return try applied(db, step, back: progress.isUndo, note: note)
    }
}
